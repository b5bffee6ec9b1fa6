"""The loader's addresses: one that follows the installation, and one a released version for ever."""

from __future__ import annotations

import base64
import gzip
import hashlib
import subprocess
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.version import VERSION
from app.web.loader_builds import floating_build, pin, released_builds, without_comments
from app.web.pin_loader import is_released
from app.web.routes_loader import loader_router
from tests.locks import ROOT
from tests.web import Browser, request

WIDGET = ROOT / "app" / "widget"


@pytest.fixture
def widget(tmp_path: Path) -> Path:
    """A loader in development and two released ones."""
    (tmp_path / "loader.js").write_text("newest")
    for version in ("1.10.0", "1.9.0"):
        (tmp_path / "releases" / version).mkdir(parents=True)
        (tmp_path / "releases" / version / "tilda.js").write_text(f"as in {version}")
    return tmp_path


def get(widget: Path, path: str, **headers: str) -> httpx.Response:
    app = FastAPI()
    app.include_router(loader_router(widget))
    return request(app, "GET", path, headers=headers)


def test_the_floating_loader_is_the_installations_own() -> None:
    response = Browser().get("/widget/v1/tilda.js")

    assert response.text == without_comments((WIDGET / "loader.js").read_text(encoding="utf-8"))
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_released_loader_is_served_as_it_was(widget: Path) -> None:
    response = get(widget, "/widget/1.9.0/tilda.js")

    assert response.text == "as in 1.9.0"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["access-control-allow-origin"] == "*"


def test_the_manifest_has_the_checksum_that_a_script_tag_needs(widget: Path) -> None:
    manifest = get(widget, "/widget/manifest.json").json()

    digest = base64.b64encode(hashlib.sha384(b"as in 1.9.0").digest()).decode()
    assert manifest["version"] == VERSION
    assert manifest["floating"] == "/widget/v1/tilda.js"
    assert [build["version"] for build in manifest["builds"]] == ["1.9.0", "1.10.0"]
    assert manifest["builds"][0] == {
        "version": "1.9.0",
        "path": "/widget/1.9.0/tilda.js",
        "integrity": f"sha384-{digest}",
        "bytes": 11,
    }


@pytest.mark.parametrize("version", ["9.9.9", "releases", "..", "%2e%2e", "..%2f..", "v2", "1.9.0%00"])
def test_a_version_that_was_never_released_is_not_found(widget: Path, version: str) -> None:
    assert get(widget, f"/widget/{version}/tilda.js").status_code >= 400


def test_a_browser_that_has_the_loader_is_told_so(widget: Path) -> None:
    tag = get(widget, "/widget/v1/tilda.js").headers["etag"]

    again = get(widget, "/widget/v1/tilda.js", **{"If-None-Match": f'W/"x", {tag}'})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["cache-control"] == "public, max-age=3600"


def test_a_released_version_keeps_its_bytes(widget: Path) -> None:
    with pytest.raises(FileExistsError, match=r"1\.9\.0 is released"):
        pin(widget, "1.9.0", is_released=True)

    assert released_builds(widget)["1.9.0"].content == b"as in 1.9.0"
    assert pin(widget, "1.11.0", is_released=True).read_text() == "newest"


def test_a_version_is_released_when_the_changelog_dates_it() -> None:
    changelog = "# Changelog\n\n## [1.1.0] - unreleased\n\n## [1.0.0] - 2026-12-01\n"

    assert is_released("1.0.0", changelog)
    assert not is_released("1.1.0", changelog)
    assert not is_released("1.0", changelog)


def test_no_commit_changed_or_removed_a_released_loader() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    log = subprocess.run(
        [
            "git",
            "log",
            "--no-renames",
            "--diff-filter=MD",
            "--name-only",
            "--format=",
            "--",
            "app/widget/releases/*.js",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if log.returncode:
        pytest.skip("this is no git checkout")

    changed = {Path(name).parent.name for name in log.stdout.split()}
    assert [version for version in changed if is_released(version, changelog)] == []


def test_every_released_version_has_its_loader() -> None:
    released = released_builds(WIDGET)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    if is_released(VERSION, changelog):
        assert released[VERSION].content == floating_build(WIDGET).content


def test_the_loader_is_served_without_its_comments_and_with_every_statement() -> None:
    source = """\
// What it is for.
(() => {
  /** @type {any} the queue */
  const queue = /** @type {any} */ (window).Tilda;
  const address = "https://tilda.example//x"; // kept: it stands after code

  use(queue * 2, address);
})();
"""

    assert (
        without_comments(source)
        == """\
(() => {
const queue = (window).Tilda;
const address = "https://tilda.example//x"; // kept: it stands after code
use(queue * 2, address);
})();
"""
    )


def test_the_loader_is_at_most_four_kilobytes_on_the_wire() -> None:
    content = floating_build(WIDGET).content

    assert len(gzip.compress(content, 9)) <= 4_000
    assert b"/**" not in content and b"\n//" not in content


def test_files_go_out_compressed_and_answers_do_not() -> None:
    def get(path: str, **headers: str) -> httpx.Response:
        return Browser().get(path, **{"Accept-Encoding": "gzip"}, **headers)

    for path in ("/widget/page.css", "/widget/v1/tilda.js", "/embed"):
        compressed, plain = get(path), Browser().get(path, **{"Accept-Encoding": "identity"})
        assert compressed.headers["content-encoding"] == "gzip"
        assert compressed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
        assert compressed.content == plain.content
        assert int(compressed.headers["content-length"]) < len(plain.content) / 2
    assert "content-encoding" not in get("/widget/page.css", Range="bytes=0-9").headers
    for path in ("/", "/api/v1/sources"):
        assert "content-encoding" not in get(path).headers
