"""The figures of one run, and what is made of them: table, goals, picture, the rows of the READMEs."""
import re
import statistics
from collections import defaultdict

from measures import ROWS

BY_KEY = {row.key: row for row in ROWS}
TRIED = "\n## What was tried\n"  # written by hand, and kept
IN_README = {"first": "启动到第一个结果", "warm": "热的小格子", "lost 20000": "20,000 行输出：丢失", "stop": "■ 到格子结束"}
README_TABLE = re.compile(r"(<!-- bench/run\.py (en|zh) -->\n\n)(?:\|.*\n)*")
PICTURE = [("first", "start to first result, s", 1000), ("warm", "warm trivial cell, ms", 1), ("lines 200000", "200,000 lines, s", 1000)]


class Results:
    def __init__(self, peers, absent):
        self.peers = peers
        self.absent = absent  # peer to reason
        self.figures = defaultdict(list)
        self.reasons = defaultdict(list)  # why there is no figure

    def add(self, peer, figures):
        for row, figure in figures.items():
            self.figures[peer.key, row].append(figure)

    def fail(self, peer, rows, reason):
        for row in rows:
            self.reasons[peer.key, row].append(str(reason))

    def median(self, row, peer="own"):
        """None where there is none."""
        figures = self.figures.get((peer, row))
        return statistics.median(figures) if figures else None

    def shown(self, row, peer):
        figure, reasons = self.median(row, peer), self.reasons.get((peer, row), [])
        if figure is None:
            return reasons[0] if reasons else "—"
        own, text = self.median(row), with_unit(figure, BY_KEY[row].unit)
        if peer != "own" and own:
            ratio = figure / own
            text += f" ({ratio:.{2 if ratio < 0.995 else 1 if ratio < 9.95 else 0}f}×)"
        if reasons:
            text += f"; {len(reasons)} of {len(reasons) + len(self.figures[peer, row])}: {reasons[0]}"
        return text

    def rows(self):
        return [row for row in ROWS if any((peer.key, row.key) in (*self.figures, *self.reasons) for peer in self.peers)]


def with_unit(figure, unit):
    if unit == "s":
        return f"{figure / 1000:.2f} s"
    if unit == "ms":
        return f"{figure:.1f} ms" if figure < 99.95 else f"{figure:,.0f} ms"
    if unit == "×":
        return f"{figure:.3f} ×"
    return f"{figure:,.0f} {unit}".replace("lines", "").replace("kernels", "").strip()


def table(results):
    yield "| | " + " | ".join(peer.title for peer in results.peers) + " |"
    yield "|---|" + "---|" * len(results.peers)
    for row in results.rows():
        yield f"| {row.title} | " + " | ".join(results.shown(row.key, peer.key) for peer in results.peers) + " |"


def goals(results):
    yield "| goal | | measured | |"
    yield "|---|---|---|---|"
    for title, goal, measured, is_met in judged(results):
        yield f"| {title} | {goal} | {measured} | {'' if is_met is None else 'met' if is_met else '**not met**'} |"


def judged(results):
    def goal(row, text, limit, measured=None, compared=None):
        """`limit` in the row's own unit; None where something it needs was not measured."""
        figure = results.median(row)
        if figure is None and results.reasons.get(("own", row)):
            return BY_KEY[row].title, text, results.shown(row, "own"), False
        if figure is None or limit is None:
            return BY_KEY[row].title, text, "not measured", None
        shown = with_unit(figure, BY_KEY[row].unit) + (f", {compared}" if compared else "")
        return BY_KEY[row].title, text, shown, figure <= limit

    def times(factor, row, peer="own"):
        other = results.median(row, peer)
        return None if other is None else factor * other

    def beside(row, peer):
        other = results.median(row, peer)
        return other and f"ipykernel {with_unit(other, BY_KEY[row].unit)}"

    one, fifty = results.median("warm"), results.median("after 50")
    yield goal("first", "≤ 1.5 × ipykernel's", times(1.5, "first", "ipykernel"), compared=beside("first", "ipykernel"))
    yield goal("warm", "≤ 2 × ipykernel's", times(2, "warm", "ipykernel"), compared=beside("warm", "ipykernel"))
    yield goal("ten", "≤ 1.5 × a cell of one", times(1.5, "warm"), compared=one and f"a cell of one {one:.1f} ms")
    yield goal("after 1000", "≤ 1.5 × the cell after 50", times(1.5, "after 50"), compared=fifty and f"after 50 {fifty:.1f} ms")
    first_varied = results.median("varied first")
    yield goal("thousand", "≤ 1 s", 1000)
    yield goal("varied last", "≤ 1.2 × the first", times(1.2, "varied first"), compared=first_varied and f"the first {first_varied:.1f} ms")
    yield goal("varied", "≤ 3 × ipykernel's", times(3, "varied", "ipykernel"), compared=beside("varied", "ipykernel"))
    yield goal("varied memory", "≤ 400 MB", 400)
    yield goal("lines 200000", "≤ 0.5 s", 500)
    yield goal("lost 200000", "none", 0)
    yield goal("line 200000", "≤ 20 ms", 20)
    yield goal("memory", "≤ 130 MB", 130)
    yield goal("woven", "≤ 1.02 ×", 1.02)
    yield from (goal(row.key, "≤ 1.1 ×", 1.1) for row in ROWS if row.key.startswith("speed "))
    yield goal("child", "≤ 0.25 s", 250)
    yield goal("completion", "≤ 50 ms", 50)


def report(results, run, kept):
    """RESULTS.md; `run` says when and on what, `kept` is what was written by hand."""
    absent = [f"- {peer.title} is absent: {reason}" for peer, reason in results.absent.items()]
    return "\n".join([
        "# This kernel beside its peers", "",
        "Made by `.venv/bin/python bench/run.py`; " + run, "",
        "Each figure is the median of the rounds, in each of which every kernel had its turn; in brackets, how many times this kernel's figure it is.", "",
        *table(results), "", *absent, *[""] * bool(absent),
        "![Start-up, a warm cell and output of each kernel](results.svg)", "",
        "## Goals", "", *goals(results), "",
        "## What each row is", "", *(f"- **{row.title}**: {row.what}" for row in results.rows()), "",
        "JJava and rapaio run the same Java source, Kotlin and ipykernel the like in their languages. "
        "A bare JShell is `BareJShell.java`: the JVM options, compiler options and imports of this kernel, and nothing else. "
        "All are read by jupyter_client. A client's first request comes when the ports are there, to rapaio 0.1 s later: "
        "what comes sooner often ends its shell thread.",
        *(f"{peer.title} is this kernel as it was at another commit." for peer in results.peers if peer.own and peer.key != "own"), ""]) + kept


def kept_of(report):
    _, heading, tried = report.partition(TRIED)
    return heading + tried


def with_table(readme, results, date, machine):
    """A README whose table is made anew."""
    peers = [peer for peer in results.peers if peer.key == "own" or not (peer.own or peer.bare)]

    def made(match):
        chinese = match[2] == "zh"
        head = [f"{date}, {machine}", *("本内核" if chinese and peer.key == "own" else peer.title for peer in peers)]
        lines = [[IN_README[row.key] if chinese else row.title, *(results.shown(row.key, peer.key) for peer in peers)]
                 for row in ROWS if row.key in IN_README]
        head, *lines = ("| " + " | ".join(line) + " |\n" for line in [head, *lines])
        return match[1] + head + "|" + "---|" * (len(peers) + 1) + "\n" + "".join(lines)

    return README_TABLE.sub(made, readme)


def draw(results, path):
    """Bars of the medians, a tick for each round; what has no bar says why."""
    import altair

    def panel(row, title, unit):
        bars, ticks = [], []
        for peer in results.peers:
            shown = results.shown(row, peer.key)
            if shown == "—":
                continue
            rounds = [figure / unit for figure in results.figures.get((peer.key, row), ())]
            ticks += [{"kernel": peer.title, "round": figure} for figure in rounds]
            bars.append({"kernel": peer.title, "figure": statistics.median(rounds or [0]), "end": max(rounds, default=0),
                         "text": shown, "own": peer.key == "own"})
        kernel = altair.Y("kernel:N", sort=[peer.title for peer in results.peers], title=None)
        scale = altair.Scale(domain=[0, max((bar["end"] for bar in bars), default=0) * 1.45 or 1])

        def along(name):
            return altair.X(f"{name}:Q", title=None, scale=scale, axis=altair.Axis(tickCount=5))

        chart = altair.Chart(altair.Data(values=bars)).encode(y=kernel)
        return altair.layer(
            chart.mark_bar(height=16).encode(x=along("figure"), color=altair.condition("datum.own", altair.value("#c05a1c"), altair.value("#b8c4d0"))),
            altair.Chart(altair.Data(values=ticks)).mark_tick(color="#333333", thickness=1, size=16).encode(x=along("round"), y=kernel),
            chart.mark_text(align="left", dx=6).encode(x=along("end"), text="text:N"),
        ).properties(title=title, width=520, height=26 * len(bars))

    altair.vconcat(*(panel(*what) for what in PICTURE), padding={"left": 20, "top": 5, "right": 5, "bottom": 5}).configure_title(anchor="start").configure_view(stroke=None).save(path)
