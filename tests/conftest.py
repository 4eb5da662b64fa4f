"""Shared by all tests: the repository, a project of our own to break, published or not, and the real site built once."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.renaming import rename, withdraw
from tests.sites import apply, files_of, from_nothing
from traversees.command.line import main
from traversees.library.loading import load_library
from traversees.publish.clock import today
from traversees.publish.site import publish_site
from traversees.records.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sites import Edit
    from traversees.library.library import Library

    Once = Callable[[str, Callable[[Path], object]], Path]

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell’s background: what tests start would never hear Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).resolve().parent.parent


settings.register_profile("pareil", derandomize=True)
settings.register_profile("complet", print_blob=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="rewrite the expected files with what is made now")
    parser.addoption("--complet", action="store_true", help="look at every page, and take the longer ways")


def pytest_configure(config: pytest.Config) -> None:
    """The same examples at each run, so that a run can be trusted; new ones in the longer runs, which look for faults."""
    settings.load_profile("complet" if config.getoption("complet") else "pareil")
    config.addinivalue_line("markers", "complet: what is tried in the longer runs only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of an ordinary run what belongs to the longer ones."""
    if not config.getoption("complet"):
        long = [item for item in items if item.get_closest_marker("complet")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def library() -> Library:
    """The real base, read once."""
    return load_library(REPOSITORY, today())


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A folder that the first process of the run makes, whatever the number of processes, and that none changes."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], object]) -> Path:
        with FileLock(shared / f"{name}.lock"):
            if not (shared / name).is_dir():
                make(shared / f"{name}-en-cours")
                (shared / f"{name}-en-cours").rename(shared / name)
        return shared / name

    return made


def make_project(root: Path) -> None:
    """Put in `root` our templates and theme, and the records of `minimal/`."""
    shutil.copytree(REPOSITORY / "tests" / "minimal", root)
    for folder in ("templates", "overrides", "docs", "traversees"):
        shutil.copytree(REPOSITORY / folder, root / folder)  # with what Python compiled: commands start twice as fast
    for file in ("mkdocs.yml", "build_pages.py"):
        shutil.copy(REPOSITORY / file, root / file)


def make_real_project(root: Path) -> None:
    """Put in `root` our templates and theme, and the real records."""
    make_project(root)
    for folder in sorted({kind.folder.partition("/")[0] for kind in KINDS}):
        shutil.rmtree(root / folder)
        shutil.copytree(REPOSITORY / folder, root / folder)
    shutil.copy(REPOSITORY / "adresses.yml", root)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with our templates and theme, and the records of `minimal/`."""
    make_project(tmp_path / "projet")
    return tmp_path / "projet"


@pytest.fixture
def published(once: Once, tmp_path: Path) -> Path:
    """The same project, published: once, then copied."""

    def publish(root: Path) -> None:
        make_project(root)
        assert publish_site(root) == 0

    return Path(shutil.copytree(once("projet-publie", publish), tmp_path / "projet"))


FORMER, NEW = "initiative-d-exemple", "nouveau-nom"
GIVEN_UP = "recits/2023-06-01-publication-d-exemple"


@pytest.fixture(scope="session")
def made_from_nothing(once: Once) -> Callable[[Edit], dict[str, bytes]]:
    """The site of the minimal base after an edit, made from nothing, once for all the tests that ask for it."""

    def made(edit: Edit) -> dict[str, bytes]:
        def make(folder: Path) -> None:
            make_project(folder / "projet")
            apply(folder / "projet", edit)
            from_nothing(folder / "projet", folder)

        return files_of(once(f"de rien {edit[2]}", make) / "neuf" / "site")

    return made


@pytest.fixture(scope="session")
def moved(once: Once) -> Path:
    """A site where the initiative `FORMER` is now called `NEW`, and the report `GIVEN_UP` was given up."""

    def publish(root: Path) -> None:
        make_project(root)
        assert main(["adresses"], root) == 0
        rename(root, f"initiatives/{FORMER}.yml", NEW)
        (root / f"{GIVEN_UP}.md").unlink()
        withdraw(root, f"/{GIVEN_UP}/", "/recits/")
        assert publish_site(root, search=False) == 0

    return once("projet-deplace", publish) / "site"


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The real site, published strictly from the records as they are."""

    def publish(mark: Path) -> None:
        assert publish_site(REPOSITORY) == 0
        mark.mkdir()

    once("site-publie", publish)
    return REPOSITORY / "site"
