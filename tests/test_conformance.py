"""Jupyter's own conformance suite. A test that is None has no Java to run it on."""
import jupyter_kernel_test


class JavaKernelTest(jupyter_kernel_test.KernelTests):
    kernel_name = "java"
    language_name = "java"
    file_extension = ".java"

    code_hello_world = 'System.out.println("hello, world")'
    code_stderr = 'System.err.println("oops")'
    code_generate_error = 'throw new IllegalStateException("no tickets left")'
    code_inspect_sample = "String"

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"卖" + "票"', "result": "卖票"},
        {"code": "List.of(1, 2, 3)", "result": "[1, 2, 3]"},
    ]
    code_history_pattern = "6 ? ?"
    supported_history_operations = ("tail", "range", "search")

    completion_samples = [
        {"text": "Thread.onSpinW", "matches": {"onSpinWait()"}},
        {"text": "Thread.ofVirt", "matches": {"ofVirtual()"}},
    ]
    complete_code_samples = ["int tickets = 100;", "1 + 1", "void sell() { tickets--; }", "// only a comment", ""]
    incomplete_code_samples = ["void sell() {", "for (int i = 0; i < 3; i++) {", '"""\nopen text block']
    invalid_code_samples = ["}", "1 + ;", "void sell( }"]

    code_display_data = [
        {"code": 'display("<b>x</b>", "text/html");', "mime": "text/html"},
        {"code": 'display(markdown("**x**"));', "mime": "text/markdown"},
        {"code": "display(new java.awt.image.BufferedImage(1, 1, 1));", "mime": "image/png"},
    ]
    code_clear_output = "clearOutput();"

    test_pager = None


class JavaKernelWelcomeTest(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "java"
    support_iopub_welcome = True
