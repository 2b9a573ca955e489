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
