"""The notebooks as a reader meets them: JupyterLab, started by ./run, in a real Chromium."""
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, sync_playwright

from conftest import ROOT, wait_until, write_notebook

sys.path.insert(0, str(ROOT / "kernel" / "launcher"))
import jdk  # noqa: E402

CODE_CELL = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell"
IDLE = '.jp-StatusBar-Left >> text=/Java \\| 空闲/'
RUN, STOP = (f'.jp-NotebookPanel-toolbar [data-command="notebook:{command}"]' for command in ("run-cell-and-select-next", "interrupt-kernel"))
ARTEFACTS = Path(__file__).resolve().parent / "artefacts"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PAGE_LIMIT_S = 60
CELLS_LIMIT_S = 300

LATE = """\
var late = Thread.ofPlatform().start(() -> {
    for (int i = 1; i <= 10; i++) {
        try { Thread.sleep(200); } catch (InterruptedException e) { return; }
        IO.println("迟到 " + i);
    }
});"""
NEXT = 'Thread.sleep(1200); IO.println("下一格");'
LAST = 'late.join(); IO.println("完");'

DISPLAYS = {  # code to what JupyterLab makes of it
    'record Ticket(int number, String seller) { }\nList.of(new Ticket(1, "小明"), new Ticket(2, "<b>小红</b>"))':
        '.jp-RenderedHTML tbody tr:nth-child(2) td:text-is("<b>小红</b>")',
    'markdown("**粗体**")': '.jp-RenderedMarkdown strong:text-is("粗体")',
    'latex("e^x")': ".jp-RenderedLatex mjx-container",
    'json("[1, 2]")': ".jp-RenderedJSON",
    """svg("<svg width='9' height='9'><circle r='9'/></svg>")""": ".jp-RenderedSVG",
    "new java.awt.image.BufferedImage(9, 9, 1)": ".jp-RenderedImage img",
    'vegaLite(Map.of("mark", "point", "data", Map.of("values", List.of(Map.of())), "encoding", Map.of()))': ".vega-embed canvas, .vega-embed svg",
    'bars(Map.of("锁", 12, "原子", 3)).unit("毫秒")': ".vega-embed canvas, .vega-embed svg",
    'outcomes(9, () -> 0).should(0).never(1)': '.jp-RenderedHTML td:text-is("✓ 应当")',
    'for (int i : progress(9)) Thread.sleep(20);': '.jp-RenderedHTML :text("100 %  9/9")',
    'var bar = display("0 %");': '.jp-RenderedHTML b:text-is("100 %")',
    'Thread.ofPlatform().start(() -> bar.update(html("<b>100 %</b>")));': None,
}

SCHEDULES = """\
%%schedules
int balance = 0;
void change(int n) { balance += n; }
together(() -> change(4), () -> change(8));
assert balance == 12;"""

CELLS = """\
[...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')].map(cell => ({
    prompt: cell.querySelector('.jp-InputPrompt')?.textContent.trim() ?? '',
    output: cell.querySelector('.jp-Cell-outputArea')?.textContent ?? '',
    error: cell.querySelector('.jp-Cell-outputArea [data-mime-type="application/vnd.jupyter.stderr"], '
        + '.jp-Cell-outputArea [data-mime-type="application/vnd.jupyter.error"]')?.textContent ?? ''
}))"""

# What a reader sees below each cell, output by output: as which type, the text, and of pictures whether each has something in it
SHOWN = """\
(() => {
    const colours = canvas => new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
    const text = output => {
        const copy = output.cloneNode(true);
        copy.querySelectorAll('p:has(button)').forEach(added => added.remove());  // by the script of a schedule
        return copy.textContent;
    };
    const isDrawn = picture => picture.tagName == 'CANVAS' ? colours(picture) > 2
        : picture.tagName == 'svg' ? picture.clientWidth > 100 && picture.querySelectorAll('path').length > 2 : picture.complete && picture.naturalWidth > 0;
    return [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')].map(cell =>
        [...cell.querySelectorAll('.jp-OutputArea-output')].map(output => {
            const pictures = [...output.querySelectorAll('canvas, img, svg.marks')];
            const type = output.querySelector('.vega-embed') ? 'application/vnd.vegalite.v5+json' : output.dataset.mimeType;
            return {type, text: text(output), drawn: pictures.length > 0 && pictures.every(isDrawn)};
        }));
})()"""
TEXT_OF_HTML = "html => { const all = document.createElement('div'); all.innerHTML = html; return all.textContent; }"
PICTURES = ["application/vnd.vegalite.v5+json", "image/svg+xml"]
PREFERRED = [PICTURES[0], "text/html", PICTURES[1], "text/plain"]  # by JupyterLab, of those that our notebooks have
ENDLESS = 'IO.println("开始");\nlong n = 0;\nwhile (true) n++;'


@pytest.fixture
def page(lab):
    """A page of a browser, which asks no other machine than this one and tells of no error."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: sudo apt install chromium")
    errors, addresses = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(PAGE_LIMIT_S * 1000)
        page.on("console", lambda message: message.type == "error" and errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: addresses.append(request.url))
        page.on("websocket", lambda socket: addresses.append(socket.url))
        yield page
        browser.close()
    assert addresses
    assert [address for address in addresses if urlsplit(address).scheme not in ("data", "blob") and urlsplit(address).hostname != "127.0.0.1"] == []
    assert errors == []


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the notebooks with no outputs, so that every output seen is a fresh one."""
    copy = tmp_path / "notebooks"
    shutil.copytree(ROOT / "notebooks", copy, ignore=shutil.ignore_patterns("output", "programs", ".ipynb_checkpoints"))
    for path in copy.glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell.update(execution_count=None, outputs=[])
        path.write_text(json.dumps(notebook), encoding="utf-8")
    return copy


def open_notebook(page: Page, lab, name: str, expected_cells: int) -> None:
    page.goto(lab.address(f"lab/tree/{name}"))
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
    wait_until(lambda: len(page.evaluate(CELLS)) == expected_cells, PAGE_LIMIT_S, f"{expected_cells} cells are shown")
    # the notebook's own dot is idle from the start; this text is the kernel's state, once it is connected
    page.wait_for_selector(IDLE)


def run_all_cells(page: Page, command: str = "run-all") -> list[dict[str, str]]:
    """Runs every cell by the menu, as a reader does, and returns them when each has its number."""
    page.click('.lm-MenuBar-item:has-text("运行")')
    page.click(f'.lm-Menu-item[data-command="runmenu:{command}"]')
    if command == "restart-and-run-all":
        page.click(".jp-Dialog .jp-mod-accept")
    finished = lambda: all(is_number(cell["prompt"]) for cell in page.evaluate(CELLS))
    try:
        wait_until(finished, CELLS_LIMIT_S, "every cell has run")
    except AssertionError as late:
        raise AssertionError(f"{late}: {page.evaluate(CELLS)}") from None
    return page.evaluate(CELLS)


def is_number(prompt: str) -> bool:
    return prompt.strip("[]:").isdigit()


def save(page: Page, path: Path) -> list[dict]:
    """The code cells as JupyterLab writes them on Ctrl-S."""
    with page.expect_response(lambda response: response.request.method == "PUT" and f"/api/contents/{path.name}" in response.url):
        page.keyboard.press("Control+s")
    return code_cells(path)


def code_cells(path: Path) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def shown(page: Page) -> list[list[tuple]]:
    return [[(output["type"], output["drawn"] if output["type"] in PICTURES else output["text"]) for output in cell] for cell in page.evaluate(SHOWN)]


def to_be_shown(page: Page, outputs: list[dict]) -> list[tuple]:
    """What a reader must see of a cell's saved outputs."""
    return [as_shown(page, output) for output in outputs]


def as_shown(page: Page, output: dict) -> tuple:
    if output["output_type"] == "stream":
        return f"application/vnd.jupyter.{output['name']}", without_colours("".join(output["text"]))
    if output["output_type"] == "error":
        return "application/vnd.jupyter.error", without_colours("\n".join(output["traceback"]))
    best = next(type for type in PREFERRED if type in output["data"])
    text = "".join(output["data"][best])
    return best, best in PICTURES or (page.evaluate(TEXT_OF_HTML, text) if best == "text/html" else without_colours(text))


def without_colours(text: str) -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", text)


def is_in_view(page: Page, element) -> bool:
    box = element.count() == 1 and element.bounding_box()
    return bool(box) and 0 <= box["y"] <= page.viewport_size["height"] - box["height"]


def scroll_to(page: Page, element) -> None:
    """Again while cells that come into view take their place and move it away."""
    def scrolled() -> bool:
        element.scroll_into_view_if_needed()
        return is_in_view(page, element)
    wait_until(scrolled, PAGE_LIMIT_S, "it is in view")


def screenshot(page: Page, name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")


@pytest.fixture(scope="module")
def junit():
    """Holds a notebook that has been saved to what JUnit holds the committed one to: `junit(path)`."""
    def maven(*arguments) -> str:
        ran = subprocess.run([jdk.find_maven(), "-B", "-ntp", *arguments], cwd=ROOT / "kernel", env=jdk.environment(jdk.find_jdk()),
                             stdout=subprocess.PIPE, text=True, timeout=300)
        assert ran.returncode == 0, ran.stdout
        return ran.stdout

    maven("test-compile")

    def hold(path: Path) -> None:
        log = maven("surefire:test", f"-Dtest=Notebook{path.name[:2]}Test", f"-Dnotebooks.saved={path.parent}")
        assert re.search(r"Tests run: [1-9]\d*, Failures: 0, Errors: 0, Skipped: 0", log), log

    return hold


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "notebooks").glob("0*.ipynb") if code_cells(path)))
def test_notebook_restarts_and_runs_and_shows_what_must_hold(page, lab, folder, junit, name):
    path = folder / name
    number_of_cells = len(code_cells(path))
    open_notebook(page, lab(folder), name, number_of_cells)
    cells = run_all_cells(page, "restart-and-run-all")
    page.wait_for_selector(IDLE)  # the last cell's outputs come before it
    screenshot(page, path.stem)

    assert [int(cell["prompt"].strip("[]:")) for cell in cells] == list(range(1, number_of_cells + 1))
    saved = save(page, path)
    expected = [to_be_shown(page, cell["outputs"]) for cell in saved]
    for number, cell in enumerate(saved):
        if any(type in PICTURES for type, _ in expected[number]):
            scroll_to(page, page.locator(CODE_CELL).nth(number).locator(".jp-OutputArea-output").locator("canvas, img, svg.marks").first)
            wait_until(lambda: shown(page)[number] == expected[number], PAGE_LIMIT_S, f"{cell['id']} shows its picture")
            screenshot(page, f"{path.stem}-{cell['id']}")
    for cell, is_shown, must_be in zip(saved, shown(page), expected, strict=True):
        assert is_shown == must_be, cell["id"]
    junit(path)


def test_stop_ends_a_runaway_cell_and_the_next_one_answers(page, lab, tmp_path):
    write_notebook(tmp_path / "endless.ipynb", ENDLESS, "IO.println(n > 0);")

    open_notebook(page, lab(tmp_path), "endless.ipynb", 2)
    first = page.locator(CODE_CELL).first
    first.click()
    page.click(RUN)
    first.locator('.jp-OutputArea-output:has-text("开始")').wait_for()
    assert not is_number(page.evaluate(CELLS)[0]["prompt"])
    page.click(STOP)
    first.locator('.jp-InputPrompt:text-is("[1]:")').wait_for()
    screenshot(page, "stopped")
    assert "已停止" in page.evaluate(CELLS)[0]["error"]
    page.click(RUN)
    wait_until(lambda: is_number(page.evaluate(CELLS)[1]["prompt"]), PAGE_LIMIT_S, "the next cell has run")
    assert page.evaluate(CELLS)[1]["output"] == "true\n"


def test_index_leads_to_a_section(page, lab, folder):
    page.goto(lab(folder).address("lab/tree/00-index.ipynb"))
    page.click('.jp-NotebookPanel table a:has-text("进程间通信") >> nth=-1')
    heading = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) h2:has-text("进程间通信")')
    wait_until(lambda: is_in_view(page, heading), PAGE_LIMIT_S, "the section is shown")
    screenshot(page, "00-index-link")

    assert page.locator(".jp-mod-current .lm-TabBar-tabLabel").first.inner_text() == "05-study-notes.ipynb"


def test_late_lines_of_a_thread_stay_under_its_cell(page, lab, tmp_path):
    write_notebook(tmp_path / "late.ipynb", LATE, NEXT, LAST)

    open_notebook(page, lab(tmp_path), "late.ipynb", 3)
    run_all_cells(page)
    wait_until(lambda: "迟到 10" in str(page.evaluate(CELLS)), PAGE_LIMIT_S, "the last late line is shown")
    screenshot(page, "late-lines")

    shown = [cell["output"].split() for cell in page.evaluate(CELLS)]
    assert shown == [[word for i in range(1, 11) for word in ("迟到", str(i))], ["下一格"], ["完"]]


def test_displays_are_shown_and_updated(page, lab, tmp_path):
    write_notebook(tmp_path / "displays.ipynb", *DISPLAYS)

    open_notebook(page, lab(tmp_path), "displays.ipynb", len(DISPLAYS))
    run_all_cells(page)
    for number, selector in enumerate(DISPLAYS.values()):
        if selector:
            page.locator(".jp-NotebookPanel .jp-CodeCell").nth(number).locator(".jp-Cell-outputArea").locator(selector).first.wait_for(state="attached")
    screenshot(page, "displays")


def test_a_timeline_tells_what_the_mouse_is_over(page, lab, tmp_path):
    write_notebook(tmp_path / "timeline.ipynb", "%%timeline\nThread.sleep(500);")

    open_notebook(page, lab(tmp_path), "timeline.ipynb", 1)
    run_all_cells(page)
    picture = page.locator(".vega-embed canvas, .vega-embed svg").first
    picture.wait_for()
    box = picture.bounding_box()
    # upwards, until the mouse is over the only lane
    for y in range(int(box["height"]) - 1, 0, -3):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + y)
        if page.locator("#vg-tooltip-element.visible").count():
            break
    told = page.locator("#vg-tooltip-element").inner_text()
    screenshot(page, "timeline")

    assert re.search(r"线程:\s*main\s*状态:\s*睡眠\s*等什么:\s*sleep\s*时长:\s*\S.*\s*从:\s*\S.*\s*位置:\s*In\[1\] 第 2 行: Thread.sleep\(500\);", told)
    assert box["width"] > 0.9 * page.locator(".jp-OutputArea-output").first.bounding_box()["width"]


def test_reading_alone_leaves_a_notebook_as_it_is(page, lab, tmp_path):
    notebook = tmp_path / "read.ipynb"
    write_notebook(notebook, "%%timeline\nThread.sleep(50);", 'bars(Map.of("锁", 12, "原子", 3)).unit("毫秒")', NEXT)

    started = lab(tmp_path)
    open_notebook(page, started, notebook.name, 3)
    run_all_cells(page)
    page.wait_for_selector(IDLE)
    save(page, notebook)
    page.wait_for_selector(".jp-mod-dirty", state="detached")
    open_notebook(page, started, notebook.name, 3)
    for number in range(2):
        page.locator(CODE_CELL).nth(number).locator(".vega-embed svg.marks path").nth(2).wait_for(state="attached")
    screenshot(page, "read")

    assert page.locator(".jp-mod-dirty").count() == 0
    assert page.locator(".vega-embed svg.marks").first.evaluate("svg => svg.querySelector('text').getAttribute('fill')") == "currentColor"


def test_a_schedule_is_stepped_through(page, lab, tmp_path):
    write_notebook(tmp_path / "schedules.ipynb", SCHEDULES)

    open_notebook(page, lab(tmp_path), "schedules.ipynb", 1)
    run_all_cells(page)
    seen = lambda: page.evaluate("[...document.querySelectorAll('.jp-RenderedHTML tbody tr')].map(row => row.style.opacity == 1)")
    page.get_by_role("button", name="退").click()
    screenshot(page, "schedule")
    assert seen()[-3:] == [True, True, False]
    page.get_by_role("button", name="|◀").click()
    assert seen()[:2] == [True, False]
    page.get_by_role("button", name="进").click()
    assert seen()[:3] == [True, True, False]
