package javakernel.process;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Notebooks as they are written for IJava and JJava: the same cells give the same results. */
class IJavaNotebooksTest {
    @TempDir Path folder;
    private KernelProcess kernel;

    @BeforeEach void start() throws Exception {
        kernel = KernelProcess.start(folder);
    }

    @AfterEach void stop() {
        kernel.close();
    }

    @Test void basics() throws Exception {
        gives("int x = 10", null);
        gives("x", "10");
        gives("x * 2.5", "25.0");
        prints("System.out.println(\"Hello, World!\");", "Hello, World!\n");
        prints("System.out.printf(\"%d %s%n\", x, \"yes\");\nSystem.out.print(1);\nSystem.out.print(2);", "10 yes\n12");
        gives("public static int add(int a, int b) {\n    return a + b;\n}\n\nadd(2, 3)", "5");
        gives("long factorial(int n) { return n <= 1 ? 1 : n * factorial(n - 1); }", null);
        gives("factorial(20)", "2432902008176640000");
        prints("for (int i = 0; i < 3; i++) {\n    if (i == 1) continue;\n    System.out.println(i);\n}", "0\n2\n");
        prints("""
                public class HelloWorld {
                    private static int count = 0;

                    public static void main(String[] args) {
                        count++;
                        System.out.println("main " + count);
                    }
                }
                HelloWorld.main(new String[] {});
                HelloWorld.main(null);""", "main 1\nmain 2\n");
        gives("enum Color { RED, GREEN }\nColor.valueOf(\"RED\").ordinal()", "0");
        gives("interface Shape { double area(); }\nclass Square implements Shape {\n    final double a;\n    Square(double a) { this.a = a; }\n    public double area() { return a * a; }\n}",
                null);
        gives("Shape s = new Square(3);\ns.area()", "9.0");
        gives("String x = \"now a text\";\nx", "now a text");
        gives("try {\n    Integer.parseInt(\"abc\");\n} catch (NumberFormatException e) {\n    System.out.println(e.getMessage());\n}",
                null);
        assertThat(kernel.run("int[] a = new int[3];\na[5] = 1;").error()).contains("ArrayIndexOutOfBoundsException")
                .contains("Index 5 out of bounds for length 3");
    }

    @Test void strings() throws Exception {
        gives("String text = \"The quick brown fox\";\ntext.length()", "19");
        gives("text.toUpperCase().substring(4, 9)", "QUICK");
        gives("text.split(\" \").length", "4");
        gives("String.join(\"-\", text.split(\" \"))", "The-quick-brown-fox");
        gives("new StringBuilder(text).reverse().toString()", "xof nworb kciuq ehT");
        gives("text.chars().filter(c -> \"aeiou\".indexOf(c) >= 0).count()", "5");
        gives("Pattern.compile(\"\\\\b\\\\w{5}\\\\b\").matcher(text).results().map(MatchResult::group).collect(Collectors.toList())",
                "[quick, brown]");
        gives("String.format(\"%05.2f|%-6s|\", Math.PI, \"ab\")", "03.14|ab    |");
        gives("\"%time\".concat(\"!\")", "%time!");
        gives("var block = \"\"\"\n    %maven is only text here\n    !and this\n    \"\"\";\nblock.lines().count()",
                "2");
        gives("char c = 'a';\n(char) (c + 1)", "b");
        gives("\"a\" == new String(\"a\")", "false");
    }

    @Test void collections() throws Exception {
        gives("List<Integer> numbers = new ArrayList<>(Arrays.asList(5, 3, 8, 1));\nCollections.sort(numbers);\nnumbers",
                "[1, 3, 5, 8]");
        gives("numbers.stream().mapToInt(Integer::intValue).sum()", "17");
        gives("Map<String, Integer> ages = new TreeMap<>();\nages.put(\"Bob\", 30);\nages.put(\"Ann\", 25);\nages",
                "{Ann=25, Bob=30}");
        prints("for (Map.Entry<String, Integer> e : ages.entrySet()) {\n    System.out.println(e.getKey() + \" is \" + e.getValue());\n}",
                "Ann is 25\nBob is 30\n");
        gives("ages.getOrDefault(\"Eve\", -1)", "-1");
        gives("Stream.of(\"pear\", \"fig\", \"plum\").collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()))",
                "{3=[fig], 4=[pear, plum]}");
        gives("Deque<Integer> stack = new ArrayDeque<>();\nstack.push(1);\nstack.push(2);\nstack.pop()", "2");
        gives("Function<Integer, Function<Integer, Integer>> adder = a -> b -> a + b;\nadder.apply(3).apply(4)", "7");
        gives("IntStream.rangeClosed(1, 5).boxed().collect(Collectors.toList())", "[1, 2, 3, 4, 5]");
        gives("new BigInteger(\"2\").pow(100)", "1267650600228229401496703205376");
        gives("!ages.isEmpty()", "true");
        gives("int remainder = 17\n    % 5;\nremainder", "2");
    }

    @Test void libraries() throws Exception {
        var own = new TestRepository(folder);
        own.add("oak", "1");
        gives("%mavenRepo own " + own.url() + "\n%maven t:oak:1 org.apache.commons:commons-lang3:3.18.0", null);
        gives("t.Oak.version()", "oak 1");
        gives("import org.apache.commons.lang3.StringUtils;\n\nStringUtils.capitalize(\"hello\")", "Hello");
        gives("%addMavenDependency org.apache.commons:commons-text:1.13.1\nimport org.apache.commons.text.WordUtils;\nWordUtils.capitalizeFully(\"a tALE of\")",
                "A Tale Of");
        gives("""
                %%loadFromPOM
                <dependency>
                    <groupId>commons-codec</groupId>
                    <artifactId>commons-codec</artifactId>
                    <version>1.18.0</version>
                </dependency>""", null);
        gives("org.apache.commons.codec.digest.DigestUtils.md5Hex(\"abc\")", "900150983cd24fb0d6963f7d28e17f72");
    }

    @Test void files() throws Exception {
        Files.writeString(folder.resolve("utils.jshell"),
                "import java.time.*;\n\nString greet(String name) {\n    return \"Hi \" + name;\n}\nfinal int ANSWER = 42;\n");
        Files.writeString(folder.resolve("model.ipynb"),
                """
                        {"cells": [{"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": ["class Point {\\n", "    int x, y;\\n", "}"]},
                                   {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
                                   {"cell_type": "code", "execution_count": 2, "metadata": {}, "outputs": [], "source": ["Point origin = new Point();"]}],
                         "metadata": {"kernelspec": {"name": "java"}}, "nbformat": 4, "nbformat_minor": 2}""");
        gives("%load utils.jshell\n%load model", null);
        gives("greet(\"Ann\") + ANSWER + origin.x", "Hi Ann420");
        gives("LocalDate.of(2020, 2, 1).minusDays(1)", "2020-01-31");
        Files.createDirectory(folder.resolve("libs"));
        TestRepository.jar(folder.resolve("libs/sun-1.jar"), "sun", "1");
        gives("%jars libs/*.jar\nimport t.Sun;\nSun.version()", "sun 1");
        TestRepository.jar(folder.resolve("libs/moon-2.jar"), "moon", "2");
        gives("List<String> added = %jars libs/m*.jar\nPath.of(added.getFirst()).getFileName() + t.Moon.version()",
                "moon-2.jarmoon 2");
        gives("String folder = lineMagic(\"pwd\", List.of());\nfolder.equals(System.getProperty(\"user.dir\"))",
                "true");
    }

    private void gives(String cell, String result) throws Exception {
        var run = kernel.run(cell);
        assertThat(run.error()).isEmpty();
        assertThat(run.result()).as(cell).isEqualTo(result);
    }

    private void prints(String cell, String stdout) throws Exception {
        var run = kernel.run(cell);
        assertThat(run.error()).isEmpty();
        assertThat(run.stdout()).isEqualTo(stdout);
    }
}
