"""A matplotlib figure as SVG that may stand inside a page with a strict content security policy."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from eval.report.palette import GRID, INK, MUTED, VARIABLES

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.typing import RcKeyType

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
# One family everywhere: matplotlib then measures with a font that it ships, and the page shows its own.
_STYLE: dict[RcKeyType, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "tilda",
    "font.size": 11,
    "font.family": "DejaVu Sans",
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.parse_math": False,
    "figure.facecolor": "none",
    "grid.color": GRID,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
}


@contextmanager
def drawing(width: float, height: float) -> Iterator[Figure]:
    """An empty figure, in inches, to draw on in the report's style. No state of matplotlib's is changed."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        yield Figure(figsize=(width, height), layout="constrained")


def embeddable(figure: Figure, name: str, label: str) -> str:
    """The figure as an `<svg>` element that says `label` to who cannot see it.

    Nothing in it is a style attribute, a date or an outside reference; its ids begin with `name`, so that
    several may stand in one page; the same figure gives the same bytes.
    """
    import matplotlib

    written = io.StringIO()
    with matplotlib.rc_context(_STYLE):
        figure.savefig(written, format="svg", metadata={"Date": None})
    root = ElementTree.fromstring(written.getvalue().encode())
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"):
                parent.remove(child)
    for element in root.iter():
        _make_embeddable(element, name)
    root.attrib.pop("height", None)
    root.attrib.pop("width", None)
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("stroke-linejoin", "round")
    return _serialised(root)


def _make_embeddable(element: ElementTree.Element, name: str) -> None:
    for declaration in element.attrib.pop("style", "").split(";"):
        key, _, value = declaration.partition(":")
        if key.strip() == "font":
            element.set("font-size", _font_size(value))
        elif value and key.strip() != "font-family":
            element.set(key.strip(), value.strip())
    for key, value in element.attrib.items():
        if key == "id":
            element.set(key, f"{name}-{value}")
        elif key == f"{{{_XLINK}}}href":
            element.set(key, value.replace("#", f"#{name}-"))
        elif value.startswith("url(#"):
            element.set(key, value.replace("url(#", f"url(#{name}-"))
        elif value in VARIABLES:
            element.set(key, VARIABLES[value])


def _font_size(shorthand: str) -> str:
    """The size in `10px 'DejaVu Sans', sans-serif`; the family is the page's."""
    found = re.search(r"[\d.]+px", shorthand)
    return found[0] if found else "11px"


def _serialised(root: ElementTree.Element) -> str:
    """As HTML wants it: plain `svg` names without prefixes."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
        href = element.attrib.pop(f"{{{_XLINK}}}href", None)
        if href is not None:
            element.set("href", href)
    return ElementTree.tostring(root, encoding="unicode")
