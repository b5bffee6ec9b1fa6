"""From a template to a page that holds nothing but itself: one style sheet, no script, nothing fetched."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from eval.report.wording import Wording

TEMPLATES = Path(__file__).resolve().parent / "templates"


def rendered(template: str, wording: Wording, more_style: str = "", **context: object) -> str:
    """Every value is escaped; the style sheet and the drawings are the report's own."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = (TEMPLATES / "report.css").read_text(encoding="utf-8") + more_style
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["svg"] = Markup
    environment.globals.update(
        say=wording.say,
        count=wording.count,
        named=wording.named,
        number=wording.number,
        interval=wording.interval,
        language=wording.language.value,
        style=Markup(style),
        policy=_policy(style),
    )
    return environment.get_template(template).render(**context)


def write_page(page: str, to: Path) -> None:
    """The file is replaced by a complete one or not at all."""
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = to.with_name(to.name + ".tmp")
    unfinished.write_text(page, encoding="utf-8")
    unfinished.replace(to)


def _policy(style: str) -> str:
    """Nothing is loaded, run, framed or sent; one style sheet holds, by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
