"""Collections besides the shipped corpus: `python -m eval.collections [NAME]...` builds an index of each.

The workplace texts, those of neighbours, which share towns and subjects, and those of disputes, which contradict one
another, were written for evaluation and lie in `eval/sources`: they may be tuned on, on the tune half of their cases.
The Debian handbook in bokmål and the installation guide in Swedish are Debian packages. They are downloaded with apt,
unpacked without being installed, and ingested as HTML by the same code as any folder. No weight is ever set on them:
they show that nothing leans on the shipped corpus being small, or on its words.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings, load_settings

_HERE = Path(__file__).parent
_CASES = _HERE / "cases"
_TILDA = (sys.executable, "-c", "from app.cli import main; main()")
_SOME_FILES_LEFT_OUT = 3  # the pages' pictures and style sheets


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts and the questions over them. `texts` is a folder, inside the Debian package where there is one."""

    name: str
    texts: Path
    cases: Path
    package: str | None = None

    def data(self, settings: Settings) -> Path:
        """The collection's own data folder, with its index."""
        return settings.data / "collections" / self.name


WORKPLACE = Collection("workplace", _HERE / "sources" / "workplace", _CASES / "workplace.jsonl")
NEIGHBOURS = Collection("neighbours", _HERE / "sources" / "neighbours", _CASES / "neighbours.jsonl")
DISPUTES = Collection("disputes", _HERE / "sources" / "disputes", _CASES / "disputes.jsonl")
WRITTEN_COLLECTIONS = (WORKPLACE, NEIGHBOURS, DISPUTES)
DEBIAN_COLLECTIONS = (
    Collection(
        "debian-handbook-nb",
        Path("usr/share/doc/debian-handbook/html/nb-NO"),
        _CASES / "debian_handbook_nb.jsonl",
        "debian-handbook",
    ),
    Collection(
        "installation-guide-sv",
        Path("usr/share/doc/installation-guide-amd64/sv"),
        _CASES / "installation_guide_sv.jsonl",
        "installation-guide-amd64",
    ),
)
COLLECTIONS = (*WRITTEN_COLLECTIONS, *DEBIAN_COLLECTIONS)


def main(names: Sequence[str]) -> int:
    known = {collection.name: collection for collection in COLLECTIONS}
    if unknown := [name for name in names if name not in known]:
        print(f"no collection {unknown[0]}; the collections are {', '.join(known)}", file=sys.stderr)
        return 1
    wanted = [known[name] for name in names] or COLLECTIONS
    missing = [tool for tool in ("apt-get", "dpkg-deb") if shutil.which(tool) is None]
    settings = load_settings()
    for collection in wanted:
        if collection.package and missing:
            print(
                f"{collection.name} is a Debian package: {' and '.join(missing)} not found", file=sys.stderr
            )
            return 1
        data = collection.data(settings)
        with tempfile.TemporaryDirectory() as folder:
            _ingest(fetch(collection, Path(folder)), data, settings.models_folder)
        print(f"tilda eval run {collection.cases} --data {data}")
    return 0


def fetch(collection: Collection, folder: Path) -> Path:
    """The folder of texts; a Debian package is downloaded with apt-get and unpacked below `folder`."""
    if collection.package is None:
        return collection.texts
    subprocess.run(["apt-get", "download", "--quiet", collection.package], cwd=folder, check=True)
    (package,) = folder.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder / "unpacked"], check=True)
    return folder / "unpacked" / collection.texts


def _ingest(texts: Path, data: Path, models: Path) -> None:
    """Builds the collection's index with the models of the main data folder."""
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "models").exists():
        (data / "models").symlink_to(models.resolve())
    done = subprocess.run(
        [*_TILDA, "ingest", str(texts), "--data", str(data)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode not in (0, _SOME_FILES_LEFT_OUT):
        raise SystemExit(done.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
