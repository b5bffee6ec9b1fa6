"""`tilda doctor`: is everything in place, and if not, what mends it?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from rich.markup import escape

from app.cli.console import out
from app.cli.exits import Exit
from app.cli.options import DataOption
from app.domain.errors import IndexUnavailable, TildaError
from app.settings import Settings, load_settings

_LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Ailment:
    """What is wrong and the command or step that mends it."""

    problem: str
    mend: str


Check = Callable[[Settings], Ailment | None]


def doctor(data: DataOption = None) -> int:
    """Check settings, folders, model, corpus and index; exit 1 with the mend when something is wrong."""
    settings = load_settings(data=data)
    ailing = False
    for name, check in _CHECKS:
        ailment = check(settings)
        ailing = ailing or ailment is not None
        if ailment is None:
            out.print(f"[green]well[/green]    {name}")
        else:
            out.print(
                f"[red]ailing[/red]  {name}: {escape(ailment.problem)} → {escape(ailment.mend)}",
                soft_wrap=True,
            )
    return Exit.FAILED if ailing else Exit.DONE


def _check_data_folder(settings: Settings) -> Ailment | None:
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Ailment(f"{folder} cannot be made ({error.strerror})", "set TILDA_DATA to a folder of yours")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Ailment(f"{folder} is not writable", f"chown -R $(id -u) {folder}, or set TILDA_DATA")
    if shutil.disk_usage(folder).free < _LEAST_FREE_BYTES:
        return Ailment("less than 1 GB is free", "free some space on the disk of TILDA_DATA")
    return None


def _check_corpus(settings: Settings) -> Ailment | None:
    from ingest.manifest import list_files

    try:
        listing = list_files((settings.corpus,))
    except TildaError as error:
        return Ailment(str(error).splitlines()[0], "mend sources.toml; tilda ingest lists all faults")
    if not listing.files:
        return Ailment(f"{settings.corpus} holds no text", "set TILDA_CORPUS or add .md, .txt or .html files")
    return None


def _check_texts(settings: Settings) -> Ailment | None:
    from app.messages import load_texts

    try:
        for area in ("answers", "page", "problems"):
            load_texts(area)
    except (OSError, ValueError, KeyError) as error:
        return Ailment(str(error), "restore prompts/texts from the release")
    return None


def _check_model(settings: Settings) -> Ailment | None:
    from app.wiring import build_embedder

    try:
        vector = build_embedder(settings).embed_query("tillit")
    except TildaError as error:
        return Ailment(str(error), "see TILDA_EMBEDDING_MODEL in the README")
    length = float((vector * vector).sum())
    return (
        None if abs(length - 1) < 0.02 else Ailment(f"vectors have length {length:.2f}", "delete var/models")
    )


def _check_index(settings: Settings) -> Ailment | None:
    from app.retrieval.live import LiveIndex
    from app.retrieval.manifest import verified_manifest
    from app.wiring import build_embedder, build_shelf

    shelf = build_shelf(settings)
    try:
        LiveIndex(shelf, build_embedder(settings).identity).current()
        verified_manifest(shelf.path(shelf.current() or ""))
    except IndexUnavailable as error:
        return Ailment(error.damage, f"run: {error.mend}")
    except TildaError as error:
        return Ailment(str(error), "run: tilda ingest")
    return None


def _check_store(settings: Settings) -> Ailment | None:
    """One that is not there yet is well: it is made with the first question."""
    from app.wiring import store_failure

    failure = store_failure(settings)
    return None if failure is None else Ailment(failure, f"restore {settings.store_file}, or move it away")


def _check_prompts(_: Settings) -> Ailment | None:
    from app.answering.drafting.prompts import load_prompts

    try:
        load_prompts()
    except TildaError as error:
        return Ailment(str(error).splitlines()[0], "mend the file in prompts, or restore it from the release")
    return None


def _check_language_model(settings: Settings) -> Ailment | None:
    """Asks it for a word; none is fine, since answers need none."""
    provider = settings.language_model
    if provider is None:
        return None
    from app.wiring import language_model_failure

    failure = language_model_failure(settings, provider)
    where = f"{provider} at {provider.host}"
    return None if failure is None else Ailment(f"{where} is {failure}", _MENDS.get(failure, _SEE_README))


_SEE_README = "see the README's section on language models; the sources answer meanwhile"
_MENDS = {
    "unreachable": "check TILDA_MODEL_BASE_URL, and that the server runs",
    "untrusted": "it shows a certificate of another host, or of an authority that is not in SSL_CERT_FILE",
    "refused": "check the key in TILDA_MODEL_API_KEY or its file",
    "not-found": "check the model's name in TILDA_MODEL, and the path in TILDA_MODEL_BASE_URL, most often /v1",
    "malformed": "what answers there is no such model server; check TILDA_MODEL_BASE_URL, and a proxy before it",
    "slow": "it did not say a word in 15 seconds; ask a smaller model or a faster machine",
}


_CHECKS: tuple[tuple[str, Check], ...] = (
    ("data folder", _check_data_folder),
    ("texts for users", _check_texts),
    ("corpus", _check_corpus),
    ("embedding model", _check_model),
    ("index", _check_index),
    ("prompts", _check_prompts),
    ("language model", _check_language_model),
    ("store", _check_store),
)
