"""The report's words and numbers in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.sources import Language
from app.messages import load_texts
from eval.intervals import Estimate

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Wording:
    language: Language

    def say(self, key: str, **values: object) -> str:
        return load_texts("report").say(self.language, key, **values)

    def count(self, key: str, n: int) -> str:
        """The singular or the plural of `key`."""
        return self.say(f"{key}_one" if n == 1 else f"{key}_other", n=n)

    def named(self, area: str, name: str) -> str:
        """What a kind, a layer, a status … is called here; its own name where the texts have none."""
        key = f"{area}_{name.strip()}"
        return load_texts("report").all(self.language).get(key, name.strip())

    def meaning(self, metric: str, in_english: str) -> str:
        """What a metric says; in English where the texts do not know it."""
        key = "measure_" + metric.replace("@", "_at_")
        return load_texts("report").all(self.language).get(key, in_english)

    def number(self, value: float | None) -> str:
        """Two decimals, none from 10 on; three where two would round to a 1 or 0 that it is not, so that a
        bare 1 or 0 is exact.
        """
        if value is None:
            return NOTHING
        if value < 0:
            return f"−{self.number(-value)}"
        if value == round(value) or value >= 10:
            return f"{value:.0f}"
        shown = f"{value:.2f}"
        if float(shown) == round(float(shown)):
            shown = f"{value:.3f}"
        if float(shown) == round(float(shown)):
            return f"~{round(value)}"
        return shown if self.language is Language.EN else shown.replace(".", ",")

    def signed(self, value: float) -> str:
        """A difference: with its sign, and a bare 0 for none at all."""
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def interval(self, estimate: Estimate) -> str:
        return f"{self.number(estimate.low)} – {self.number(estimate.high)}"
