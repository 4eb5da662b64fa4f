"""Serves the built site below a folder, as many hosts do, and opens it in the Chromium of this machine."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from traversees.environment.browsers import NAMES_OF_BROWSERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

FOLDER = "/traversees/"
PATIENCE = 30_000
"""Milliseconds left to a busy machine to show what is expected: an idle one takes a few tens."""
expect.set_options(timeout=PATIENCE)
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


class Host(SimpleHTTPRequestHandler):
    """A static host: the site below `folder`, nothing elsewhere, and the site’s own page for what is missing."""

    folder: str

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.folder)
        return super().translate_path(path[len(self.folder) - 1 :] if inside else "/hors-du-site")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        content = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 — the name is http.server’s
        del format, arguments


class Server(ThreadingHTTPServer):
    """Silent about readers who leave before the end of a page, as a browser that closes does."""

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 — as http.server types them
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(site: Path, folder: str) -> Iterator[str]:
    host = type("HostOfTheSite", (Host,), {"folder": folder})
    server = Server(("127.0.0.1", 0), partial(host, directory=str(site)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{folder}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves any built site as the real one is."""
    return partial(serving, folder=FOLDER)


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    with serving(site, FOLDER) as address:
        yield address


@pytest.fixture
def lost_page(site: Path) -> Iterator[str]:
    """The address of a page that does not exist; 404.html only works below the folder it was built for."""
    lost = (site / "404.html").read_text(encoding="utf-8")
    style_sheet = re.search(r'<link rel="stylesheet" href="(/.*?)assets/', lost)
    assert style_sheet, "404.html doit désigner ses feuilles de style depuis la racine"
    with serving(site, style_sheet.group(1)) as address:
        yield f"{address}une/page/perdue/"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES_OF_BROWSERS)), None)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*QUIET, "--no-sandbox"] if is_root else [*QUIET]
    return browser_type_launch_args | {"executable_path": path, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "fr-FR", "reduced_motion": "reduce"}
