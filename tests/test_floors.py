"""Versions below which a known fault would come back. Works offline; extended at each release."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.version import Version

from tests.locks import ROOT, locked_versions

REQUIRED = {
    "starlette": "0.49.1",
    "h11": "0.16.0",
    "faiss-cpu": "1.15",
    "langchain-core": "1.2.11",
    "langchain-text-splitters": "0.3.9",
}
IF_PRESENT = {
    "python-multipart": "0.0.18",
    "langchain-openai": "1.1.14",
    "pypdf": "6.9.2",
    "pdfminer.six": "20251230",
    "lxml": "6",
}
LOCK = locked_versions(ROOT / "requirements.txt")


@pytest.mark.parametrize(("package", "floor"), REQUIRED.items())
def test_a_required_package_is_at_or_above_its_floor(package: str, floor: str) -> None:
    assert Version(version(package)) >= Version(floor)
    assert Version(LOCK[package]) >= Version(floor)


@pytest.mark.parametrize(("package", "floor"), IF_PRESENT.items())
def test_an_optional_package_is_absent_or_at_or_above_its_floor(package: str, floor: str) -> None:
    found = _installed(package)

    assert found is None or Version(found) >= Version(floor)
    assert package not in LOCK or Version(LOCK[package]) >= Version(floor)


def test_langchain_community_is_absent() -> None:
    assert _installed("langchain-community") is None
    assert "langchain-community" not in LOCK


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
