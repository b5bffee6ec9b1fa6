"""The commands and the one place where errors become messages and exit codes."""

from __future__ import annotations

import errno
import logging
import sys
from typing import NoReturn

import typer
from rich.markup import escape
from typer.exceptions import TyperException

from app.cli import ask, config, doctor, feedback, index, ingest, mcp, serve, store
from app.cli.console import talk
from app.cli.exits import Exit
from app.domain.errors import CorpusFaults, IngestLocked, InvalidSettings, TildaError
from eval.cli import app as eval_app

app = typer.Typer(
    help="Tilda: cited answers about trust-based governance from Swedish and Norwegian sources.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("ask")(ask.ask)
app.command("ingest")(ingest.ingest_texts)
app.command("serve")(serve.serve)
app.command("mcp")(mcp.mcp)
app.command("doctor")(doctor.doctor)
app.add_typer(index.app, name="index")
app.add_typer(feedback.app, name="feedback")
app.add_typer(store.app, name="store")
app.add_typer(config.app, name="config")
app.add_typer(eval_app, name="eval")


def main() -> NoReturn:
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s", stream=sys.stderr)
    sys.exit(_run())


def _run() -> int:
    try:
        result = app(standalone_mode=False)
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except TyperException as error:
        return _fail((error.format_message(), "tilda --help lists the commands"), Exit.USAGE)
    except InvalidSettings as error:
        return _fail(error.faults, Exit.USAGE)
    except CorpusFaults as error:
        return _fail(error.faults, Exit.FAILED)
    except IngestLocked as error:
        return _fail((str(error),), Exit.LOCKED)
    except TildaError as error:
        return _fail((str(error),), Exit.FAILED)
    except OSError as error:
        return _fail((_describe(error),), Exit.DISK_FULL if error.errno == errno.ENOSPC else Exit.FAILED)
    return result if isinstance(result, int) else Exit.DONE


def _fail(lines: tuple[str, ...], code: Exit) -> Exit:
    for line in lines:
        talk.print(f"[red]{escape(line)}[/red]", soft_wrap=True)
    return code


def _describe(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full; free some space and try again: what was live before still is"
    where = f" ({error.filename})" if error.filename else ""
    return f"{(error.strerror or 'the file system refused').lower()}{where}"
