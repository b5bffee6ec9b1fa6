"""The few errors Tilda raises on purpose. Each says what was expected and what to do."""

from __future__ import annotations

from enum import StrEnum


class TildaError(Exception):
    """Base of all errors that are part of the product; its text is fit for an operator's eyes."""


class QuestionFault(StrEnum):
    EMPTY = "empty"
    NO_WORDS = "no-words"
    TOO_LONG = "too-long"
    CONTROL_CHARACTERS = "control-characters"


class InvalidQuestion(TildaError):
    """The question cannot be asked. `excess` is how many characters it is too long."""

    def __init__(self, fault: QuestionFault, excess: int = 0) -> None:
        super().__init__(f"the question is not valid: {fault}")
        self.fault = fault
        self.excess = excess


class UnverifiedQuote(TildaError):
    """A citation was refused because its quote is not the source's text."""


class IndexUnavailable(TildaError):
    """No generation can be served. The text names the damage; `mend` is the command that helps."""

    def __init__(self, damage: str, mend: str = "tilda ingest") -> None:
        super().__init__(f"{damage}; run: {mend}")
        self.damage = damage
        self.mend = mend


class DamagedGeneration(IndexUnavailable):
    """One generation's files are not what its manifest says."""


class ModelMismatch(IndexUnavailable):
    """The index was built with another embedding model than the one that is set."""


class EmbeddingModelUnavailable(TildaError):
    """The embedding model cannot be loaded from where the setting points."""


class CorpusFaults(TildaError):
    """Everything that is wrong with a corpus or its manifest, found in one go."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class IngestLocked(TildaError):
    """Another ingest is at work on the same data folder."""


class InvalidSettings(TildaError):
    """Everything that is wrong with the settings, found in one go."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class AddressUnavailable(TildaError):
    """The service cannot listen where the settings say."""


class StoreUnavailable(TildaError):
    """Conversations cannot be read or written now; questions can be answered all the same."""


class NothingKept(TildaError):
    """The operator keeps no conversations and no feedback."""


class InvalidPrompts(TildaError):
    """Everything that is wrong with the files in `prompts/`, found in one go."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
