package javakernel.requests;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class IndentationTest {
    /** Each is unfinished code up to a {@code ▏} that stands where the next line is to begin. */
    @ParameterizedTest
    @ValueSource(strings = {
            "void dance() {\n    ▏",
            "class A {\n    void dance() {\n        ▏",
            "class A {\n    int a = 1;\n    ▏",
            "class A {\n    void dance() {\n        sing();\n    }\n    ▏",
            "void dance(int a,\n        ▏",
            "void dance(int a,\n        int b) {\n    ▏",
            "var total = first +\n        ▏",
            "{\n    var total = first +\n            second;\n    ▏",
            "list.stream()\n        ▏",
            "list.stream()\n        .map(x -> x + 1)\n        ▏",
            "{\n    list.forEach(x -> {\n        ▏",
            "{\n    list.forEach(x -> {\n        use(x);\n    });\n    ▏",
            "if (ready)\n    ▏",
            "{\n    if (ready)\n        go();\n    ▏",
            "{\n    if (ready) {\n        go();\n    } else {\n        ▏",
            "for (int i = 0; i < 3; i++) {\n    ▏",
            "for (int i = 0;\n        ▏",
            "try {\n    ▏",
            "switch (x) {\n    case 1:\n        ▏",
            "switch (x) {\n    case 1:\n        go();\n        ▏",
            "switch (x) {\n    case 1 -> go();\n    ▏",
            "enum Color {\n    RED,\n    ▏",
            "@Override\n▏",
            "class A {\n    @Override\n    ▏",
            "void f() { // {\n    ▏",
            "void f() {\n    var s = \"{\";\n    ▏",
            "void f() {\n    var s = \"\"\"\n        text\n        ▏",
            "/**\n * about\n ▏",
            "do\n    ▏",
            "foo(a ? b : c,\n        ▏",
            "\tvoid f() {\n\t    ▏",
    }) void theNextLineBeginsWhereItBelongs(String text) {
        var code = text.substring(0, text.lastIndexOf('\n') + 1);
        assertThat(Indentation.after(code.substring(0, code.length() - 1)))
                .isEqualTo(text.substring(code.length()).replace("▏", ""));
    }
}
