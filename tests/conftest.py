"""Shared by all tests: the repository, a project of our own to break, and the real site built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from traversees.publishing.site import publish_site

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="rewrite the expected files with what is made now")


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with our templates and theme, and the records of `minimal/`."""
    root = tmp_path / "projet"
    shutil.copytree(REPOSITORY / "tests" / "minimal", root)
    for folder in ("templates", "overrides", "docs", "traversees"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for file in ("mkdocs.yml", "build_pages.py"):
        shutil.copy(REPOSITORY / file, root / file)
    return root


@pytest.fixture(scope="session")
def site() -> Path:
    """The real site, published strictly from the records as they are."""
    assert publish_site(REPOSITORY) == 0
    return REPOSITORY / "site"
