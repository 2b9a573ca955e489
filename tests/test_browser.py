"""The notebooks as a reader meets them: JupyterLab, started by ./run, in a real Chromium."""
import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from conftest import ROOT, wait_until, write_notebook

ARTEFACTS = Path(__file__).resolve().parent / "artefacts"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PAGE_LIMIT_S = 60
CELLS_LIMIT_S = 180

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
    'outcomes(9, () -> 0).should(0).never(1)': '.jp-RenderedHTML td:text-is("✓ 应当 should")',
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


@pytest.fixture
def page():
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: sudo apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.set_default_timeout(PAGE_LIMIT_S * 1000)
        yield page
        browser.close()


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
    page.wait_for_selector('.jp-StatusBar-Left >> text=/Java \\| 空闲/')


def run_all_cells(page: Page) -> list[dict[str, str]]:
    """Runs every cell by the menu, as a reader does, and returns them when each has its number."""
    page.click('.lm-MenuBar-item:has-text("运行")')
    page.click('.lm-Menu-item[data-command="runmenu:run-all"]')
    finished = lambda: all(cell["prompt"].strip("[]:").isdigit() for cell in page.evaluate(CELLS))
    try:
        wait_until(finished, CELLS_LIMIT_S, "every cell has run")
    except AssertionError as late:
        raise AssertionError(f"{late}: {page.evaluate(CELLS)}") from None
    return page.evaluate(CELLS)


def is_in_view(page: Page, element) -> bool:
    box = element.count() == 1 and element.bounding_box()
    return bool(box) and 0 <= box["y"] <= page.viewport_size["height"] - box["height"]


def screenshot(page: Page, name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")


@pytest.mark.parametrize("name", ["01-python-process.ipynb", "04-concepts-and-locks.ipynb", "05-study-notes.ipynb"])
def test_notebook_runs_from_top_to_bottom(page, lab, folder, name):
    notebook = json.loads((folder / name).read_text(encoding="utf-8"))
    code_cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    open_notebook(page, lab(folder), name, len(code_cells))
    cells = run_all_cells(page)
    screenshot(page, Path(name).stem)

    assert [int(cell["prompt"].strip("[]:")) for cell in cells] == list(range(1, len(cells) + 1))
    for cell, shown in zip(code_cells, cells):
        allowed = "raises-exception" in cell["metadata"].get("tags", [])
        assert allowed or not shown["error"], shown


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

    assert "睡眠 sleeping" in told and "In[1], line 2: Thread.sleep(500);" in told


def test_a_schedule_is_stepped_through(page, lab, tmp_path):
    write_notebook(tmp_path / "schedules.ipynb", SCHEDULES)

    open_notebook(page, lab(tmp_path), "schedules.ipynb", 1)
    run_all_cells(page)
    seen = lambda: page.evaluate("[...document.querySelectorAll('.jp-RenderedHTML tbody tr')].map(row => row.style.opacity == 1)")
    page.get_by_role("button", name="退 back").click()
    screenshot(page, "schedule")
    assert seen()[-3:] == [True, True, False]
    page.get_by_role("button", name="|◀").click()
    assert seen()[:2] == [True, False]
    page.get_by_role("button", name="进 forwards").click()
    assert seen()[:3] == [True, True, False]
