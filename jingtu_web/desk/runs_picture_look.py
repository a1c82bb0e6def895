"""How pictures in papers look: font, sizes, colours, file. No pyplot, so that requests do not meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findSystemFonts, fontManager

# As in run_charts.js and run_map.js.
GREEN, PALE, BLUE, AMBER = "#1f6f4a", "#9bbfae", "#1c5a92", "#c77700"
SERIES = (GREEN, AMBER, BLUE, "#7a6bb5")
FACTORS = (*SERIES, "#b3201b", "#5d9bd0", "#8a6d3b", "#4f8f8b", "#c2528b", "#6b7a1f", "#56615b", "#d9a441")
LINES = {"screening": AMBER, "intervention": "#b3201b", "limit": "#b3201b"}
FACES = {"ok": "#2e8b57", "attention": "#e08a00", "above": "#c0241f", "nodata": "#9aa5a0", "undecided": "#7a6bb5"}
STEPS = ("#fff7d6", "#fde0a0", "#f9b96a", "#ee8448", "#d14d32", "#97201f")

WIDTH = 146.5
"""[mm] Of the text of an A4 page with the margins of an office program."""
TALLEST_ROWS = 195.0
"""[mm] So that the picture stands on one page with its heading and caption."""
INCH = 25.4
DPI = 170
SMALL = 8
"""[pt] Numbers beside bars and lines."""
FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
    "Droid Sans Fallback",
    "AR PL UMing CN",
)
"""Fonts with the Chinese signs, the fittest first."""
CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
WORD = re.compile("[!-~]+\\s*|.", re.DOTALL)
NAME_LINE, LINE, LEGEND_MARK = 34, 88, 10
"""In halves of a Chinese sign: a line of a name beside bars, the width of a picture, the mark of an entry."""


def chinese_font() -> str | None:
    """The family to write Chinese with, where this computer has one."""
    if (known := _known()) is None:
        _add_new_fonts()
        known = _known()
    return known


def _known() -> str | None:
    names = set(fontManager.get_font_names())
    return next((family for family in FAMILIES if family in names), None)


def _add_new_fonts() -> None:
    """matplotlib keeps the list of fonts that it made once; what was installed since then is not on it."""
    listed = {entry.fname for entry in fontManager.ttflist}
    for path in findSystemFonts():
        try:
            if path not in listed:
                fontManager.addfont(path)
        except (OSError, RuntimeError):  # no font, or one that FreeType cannot read
            continue


FONT = chinese_font()
matplotlib.rcdefaults()  # not as the account that runs the server likes it
matplotlib.rcParams.update(
    {
        "font.family": [*([FONT] if FONT else []), "DejaVu Sans"],
        "font.size": 9,
        "axes.axisbelow": True,
        "axes.edgecolor": "#8b968f",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "grid.color": "#e3e8e5",
        "legend.frameon": False,
        "text.parse_math": False,  # a name may hold a dollar
    }
)


def drawable(text: str) -> bool:
    """Whether the fonts here have its signs."""
    return FONT is not None or not CHINESE.search(text)


def canvas(height: float) -> tuple[Figure, Axes]:
    """A figure as wide as the text, so many millimetres high."""
    figure = Figure(figsize=(WIDTH / INCH, height / INCH), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def rows_canvas(names: Sequence[str], *, row: float = 6.5) -> tuple[Figure, Axes]:
    """One row per name, the first on top, so many millimetres each, or less where they are many."""
    figure, axes = canvas(28 + min(TALLEST_ROWS, row * len(names)))
    axes.set_yticks(range(len(names)), [wrapped(name) for name in names], linespacing=1.0)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    return figure, axes


def legend(figure: Figure, handles: Sequence[Artist] | None = None) -> None:
    """Above the chart, on one line where there is room: of what has a label, or of what is given."""
    shown = handles or [handle for axes in figure.axes for handle in axes.get_legend_handles_labels()[0]]
    widths = [_width(str(handle.get_label())) + LEGEND_MARK for handle in shown]
    if widths:
        columns = len(widths) if sum(widths) <= LINE else max(1, LINE // max(widths))
        figure.legend(handles=shown, loc="outside upper center", ncols=columns)


def wrapped(text: str) -> str:
    """In lines that leave the bars most of the width; no word is broken."""
    lines = [""]
    for word in WORD.findall(text):
        if lines[-1] and _width(lines[-1] + word.rstrip()) > NAME_LINE:
            lines.append("")
        lines[-1] += word
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    """Roughly, in halves of a Chinese sign."""
    return len(text) + len(CHINESE.findall(text))


def short(value: float) -> str:
    return f"{float(f'{value:.3g}'):g}"


def png(figure: Figure) -> bytes:
    """Without day or program: the same figure gives the same bytes."""
    content = BytesIO()
    figure.savefig(content, format="png", metadata={"Software": None})
    return content.getvalue()
