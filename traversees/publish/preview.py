"""Publish: the site on this machine, for the person who writes; what is to mend is shown on every page."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.livereload import LiveReloadServer

from traversees.check.promises import PATH
from traversees.edge import sentence_of
from traversees.publish.exchange import recover
from traversees.publish.lock import Busy, one_at_a_time
from traversees.publish.memory import Memory
from traversees.publish.site import Refused, prepare
from traversees.publish.sound import from_sound_state
from traversees.publish.verdict import problem_count
from traversees.publish.workshop import Workshop
from traversees.records.kinds import KINDS
from traversees.records.problems import ProblemsFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WATCHED = ("docs", "templates", "overrides", "mkdocs.yml", PATH)
"""What is watched beside the records."""

LOOKS_EVERY, CALM = 0.4, 0.5
"""Seconds between two looks at the files, and without any change before a publication: more than between two looks, so
that files saved together are published together."""

_NOTHING_YET = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Traversées</title></head>
<body><main><h1>Traversées</h1></main></body></html>
"""
_MAIN = re.compile(rb"<main\b[^>]*>")
_RELOAD = "/livereload/recharger.js"
_RELOAD_FILE = Path(__file__).with_name("recharger.js")


def serve_site(root: Path, host: str, port: int) -> int:
    """Serve the base under `root`, published again at each change, until interrupted."""
    preview = Preview(root, host, port)
    print(f"Le site s’ouvre sur http://{host}:{port} (Ctrl-C pour arrêter).", flush=True)
    preview.publish()
    for name in sorted({*WATCHED, *(kind.folder.partition("/")[0] for kind in KINDS)}):
        if (root / name).exists():
            preview.watch(str(root / name))
    try:
        preview.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        preview.shutdown()
    return 0


class Preview(LiveReloadServer):
    """MkDocs’ server with live reload, which waits for saves to end before it builds; ours builds in another manner."""

    def __init__(self, root: Path, host: str, port: int) -> None:
        """Nothing is built before `publish`."""
        self.workshop = Workshop(root, root / "build" / "apercu")
        self.problems: list[str] = []
        environment = Environment(loader=FileSystemLoader(root / "overrides"))  # noqa: S701 — as MkDocs does
        self._problems_template = environment.get_template("partials/problemes.html")
        super().__init__(self.publish, host, port, str(self.workshop.site), polling_interval=LOOKS_EVERY)
        self.build_delay = CALM

    def publish(self) -> None:
        """Publish the base as it is, or keep what was published and say what is to mend."""
        try:
            self._publish()
        except (Busy, Refused) as stop:
            print(stop, file=sys.stderr)
        except OSError as error:
            print(sentence_of(error), file=sys.stderr)
        except ProblemsFound as found:
            print(f"{found}\n\n{problem_count(found)} à corriger.", file=sys.stderr)
            self.problems = [str(problem) for problem in found.problems]
            self._show_something()
        else:
            self.problems = []

    def _publish(self) -> None:
        with one_at_a_time(self.workshop.lock):
            recover(self.workshop)
            from_sound_state(self.workshop.folder, self._publish_once)

    def _publish_once(self) -> None:
        first = not self.workshop.site.is_dir()
        with Memory(self.workshop.memory) as memory:
            prepare(self.workshop, memory).finish(self.workshop, memory, search=first)

    def _show_something(self) -> None:
        home = self.workshop.site / "index.html"
        if not home.exists():
            home.parent.mkdir(parents=True, exist_ok=True)
            home.write_text(_NOTHING_YET, encoding="utf-8")

    def _serve_request(
        self, environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
    ) -> Iterable[bytes] | None:
        """As MkDocs’, and what reloads a page, of which the site knows nothing."""
        if environ["PATH_INFO"] != _RELOAD:
            return super()._serve_request(environ, start_response)
        start_response("200 OK", [("Content-Type", "text/javascript; charset=utf-8"), ("Cache-Control", "no-cache")])
        return [_RELOAD_FILE.read_bytes()]

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Add to a page what is to mend, then what reloads it: a file, since its policy refuses a script written within."""
        extra: dict[str, Any] = {"extra": {"problemes": self.problems}}
        shown = self._problems_template.render(config=extra).encode()
        page = _MAIN.sub(lambda match: match[0] + shown, content, count=1)
        body, end, rest = page.rpartition(b"</body>")
        asked = f"/livereload/{epoch}/{time.monotonic_ns()}"
        script = f'<script src="{_RELOAD}" data-demande="{asked}" defer></script>'.encode()
        return body + script + end + rest if end else page + script
