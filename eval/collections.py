"""Two collections that have nothing to do with trust: `python -m eval.collections` fetches and ingests them.

The Debian handbook in bokmål and the installation guide in Swedish are Debian packages. They are downloaded
with apt, unpacked without being installed, and ingested as HTML by the same code as any folder. No weight is
ever set on them: they show that nothing leans on the shipped corpus being small, or on its words.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.settings import Settings, load_settings

_CASES = Path(__file__).with_name("cases")
_TILDA = (sys.executable, "-c", "from app.cli import main; main()")
_SOME_FILES_LEFT_OUT = 3  # the pages' pictures and style sheets


@dataclass(frozen=True, slots=True)
class Collection:
    """`pages` is the folder of HTML inside the Debian package."""

    name: str
    package: str
    pages: str
    cases: Path

    def data(self, settings: Settings) -> Path:
        """The collection's own data folder, with its index."""
        return settings.data / "collections" / self.name


COLLECTIONS = (
    Collection(
        "debian-handbook-nb",
        "debian-handbook",
        "usr/share/doc/debian-handbook/html/nb-NO",
        _CASES / "debian_handbook_nb.jsonl",
    ),
    Collection(
        "installation-guide-sv",
        "installation-guide-amd64",
        "usr/share/doc/installation-guide-amd64/sv",
        _CASES / "installation_guide_sv.jsonl",
    ),
)


def main() -> int:
    if missing := [tool for tool in ("apt-get", "dpkg-deb") if shutil.which(tool) is None]:
        print(f"{' and '.join(missing)} not found: the collections are Debian packages", file=sys.stderr)
        return 1
    settings = load_settings()
    for collection in COLLECTIONS:
        data = collection.data(settings)
        with tempfile.TemporaryDirectory() as folder:
            pages = fetch(collection, Path(folder))
            _ingest(pages, data, settings.models_folder)
        print(f"tilda eval run {collection.cases} --data {data}")
    return 0


def fetch(collection: Collection, folder: Path) -> Path:
    """The folder of pages, downloaded with apt-get and unpacked below `folder`."""
    subprocess.run(["apt-get", "download", "--quiet", collection.package], cwd=folder, check=True)
    (package,) = folder.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", package, folder / "unpacked"], check=True)
    return folder / "unpacked" / collection.pages


def _ingest(pages: Path, data: Path, models: Path) -> None:
    """Builds the collection's index with the models of the main data folder."""
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "models").exists():
        (data / "models").symlink_to(models.resolve())
    done = subprocess.run(
        [*_TILDA, "ingest", str(pages), "--data", str(data)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode not in (0, _SOME_FILES_LEFT_OUT):
        raise SystemExit(done.stderr)


if __name__ == "__main__":
    sys.exit(main())
