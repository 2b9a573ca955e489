"""The same cells in each language; `{n}` stands for a number."""

JAVA = {
    "one": "1 + {n}",
    "ten": """\
int a = {n};
int b = a + 1;
int c = a * b;
a += c;
b -= a;
if (c > b) c = b;
for (int i = 0; i < 10; i++) c += i;
var text = "n" + c;
int length = text.length();
length + c""",
    "completion": '"abc{n}".sub',
    "lines": "for (int i = 0; i < {n}; i++) System.out.println(i);",
    "threads": """\
var printers = new java.util.ArrayList<Thread>();
for (int t = 0; t < 4; t++) {
    int number = t;
    printers.add(Thread.ofPlatform().start(() -> { for (int i = 0; i < {n}; i++) System.out.println("thread " + number + " line " + i); }));
}
for (var printer : printers) printer.join();""",
    "busy": 'System.out.println("begun");\nwhile (true) Thread.onSpinWait();',
}

# What a session is made of: imports, variables, methods, types, what is declared anew, threads, errors. One after the other, over and over.
JAVA["varied"] = [
    "var list{n} = new ArrayList<Integer>(List.of(1, 2, {n}));\nlist{n}.size()",
    "int count = {n};\ncount += 2;\ncount",
    "class Account{n} { int balance; void add(int sum) { balance += sum; } }\nvar account{n} = new Account{n}();\naccount{n}.add({n});\naccount{n}.balance",
    "record Point{n}(int x, int y) { int sum() { return x + y; } }\nnew Point{n}({n}, 2).sum()",
    "Function<Integer, Integer> twice{n} = a -> 2 * a;\ntwice{n}.apply({n})",
    "import java.util.stream.Collectors;\nIntStream.range(0, 20).boxed().collect(Collectors.groupingBy(i -> i % 3))",
    "int wrong = missing{n};",
    "class Edited { int version() { return {n}; } }\nnew Edited().version()",
    "int method{n}(int a) { return a > 0 ? method{n}(a - 1) + 1 : {n}; }\nmethod{n}(5)",
    "int again(int a) { return a + {n}; }\nagain(1)",
    "for (int i = 0; i < 10; i++) System.out.println(i + {n});",
    'var text{n} = "text {n}";\ntext{n}.toUpperCase() + text{n}.length()',
    'sealed interface Shape{n} permits Circle{n}, Square{n} { }\nrecord Circle{n}(double r) implements Shape{n} { }\nrecord Square{n}(double a) implements Shape{n} { }\n'
    'double area{n}(Shape{n} s) { return switch (s) { case Circle{n}(var r) -> 3 * r * r; case Square{n}(var a) -> a * a; }; }\narea{n}(new Square{n}(2))',
    "enum Colour{n} { RED, GREEN; Colour{n} other() { return this == RED ? GREEN : RED; } }\nColour{n}.RED.other()",
    "var thread{n} = Thread.ofVirtual().start(() -> System.out.println({n}));\nthread{n}.join();",
    "throw new IllegalStateException(\"{n}\");",
    "<T extends Comparable<T>> T largest(List<T> all) { return Collections.max(all); }\nlargest(List.of(1, {n}, 3))",
    "Map<String, List<Integer>> map{n} = new TreeMap<>();\nmap{n}.computeIfAbsent(\"a\", k -> new ArrayList<>()).add({n});\nmap{n}",
    "var both = new Object() { int a = {n}; int b() { return a + 1; } };\nboth.b()",
    "try (var pool = Executors.newFixedThreadPool(2)) {\n    System.out.println(pool.submit(() -> {n}).get());\n}",
]
JAVA["thousand"] = "\n".join(f"int v{i} = {'{n}' if i == 0 else f'v{i - 1} + 1'};" for i in range(1_000)) + "\nv999"

KOTLIN = {
    "one": "1 + {n}",
    "ten": """\
var a = {n}
var b = a + 1
var c = a * b
a += c
b -= a
if (c > b) c = b
for (i in 0 until 10) c += i
val text = "n" + c
val length = text.length
length + c""",
    "completion": '"abc{n}".sub',
    "lines": "for (i in 0 until {n}) println(i)",
    "threads": """\
val printers = List(4) { t -> kotlin.concurrent.thread { for (i in 0 until {n}) println("thread $t line $i") } }
for (printer in printers) printer.join()""",
    "busy": 'println("begun")\nwhile (true) Thread.onSpinWait()',
}

PYTHON = {
    "one": "1 + {n}",
    "ten": """\
a = {n}
b = a + 1
c = a * b
a += c
b -= a
if c > b: c = b
for i in range(10): c += i
text = "n" + str(c)
length = len(text)
length + c""",
    "completion": '"abc{n}".sp',
    "lines": "for i in range({n}): print(i)",
    "threads": """\
import threading
def lines(t):
    for i in range({n}): print(f"thread {t} line {i}")
printers = [threading.Thread(target=lines, args=(t,)) for t in range(4)]
for printer in printers: printer.start()
for printer in printers: printer.join()""",
    "busy": 'print("begun")\nwhile True: pass',
}

PYTHON["varied"] = [
    "list{n} = [1, 2, {n}]\nlen(list{n})",
    "count = {n}\ncount += 2\ncount",
    "class Account{n}:\n    def __init__(self): self.balance = 0\n    def add(self, sum): self.balance += sum\naccount{n} = Account{n}()\naccount{n}.add({n})\naccount{n}.balance",
    "from dataclasses import dataclass\n@dataclass\nclass Point{n}:\n    x: int\n    y: int\n    def sum(self): return self.x + self.y\nPoint{n}({n}, 2).sum()",
    "twice{n} = lambda a: 2 * a\ntwice{n}({n})",
    "from itertools import groupby\n{k: list(g) for k, g in groupby(sorted(range(20), key=lambda i: i % 3), lambda i: i % 3)}",
    "wrong = missing{n}",
    "class Edited:\n    def version(self): return {n}\nEdited().version()",
    "def method{n}(a): return method{n}(a - 1) + 1 if a > 0 else {n}\nmethod{n}(5)",
    "def again(a): return a + {n}\nagain(1)",
    "for i in range(10): print(i + {n})",
    'text{n} = "text {n}"\ntext{n}.upper() + str(len(text{n}))',
    "class Circle{n}:\n    __match_args__ = ('r',)\n    def __init__(self, r): self.r = r\ndef area{n}(s):\n    match s:\n        case Circle{n}(r): return 3 * r * r\narea{n}(Circle{n}(2))",
    "from enum import Enum\nclass Colour{n}(Enum):\n    RED = 1\n    GREEN = 2\nColour{n}.RED",
    "import threading\nthread{n} = threading.Thread(target=lambda: print({n}))\nthread{n}.start()\nthread{n}.join()",
    'raise RuntimeError("{n}")',
    "def largest(all): return max(all)\nlargest([1, {n}, 3])",
    'map{n} = {}\nmap{n}.setdefault("a", []).append({n})\nmap{n}',
    "class both:\n    a = {n}\n    def b(self): return self.a + 1\nboth().b()",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as pool:\n    print(pool.submit(lambda: {n}).result())",
]
PYTHON["thousand"] = "\n".join(f"v{i} = {'{n}' if i == 0 else f'v{i - 1} + 1'}" for i in range(1_000)) + "\nv999"
