"""What we say on GitHub, against a small forge of our own that answers over HTTP as GitHub does."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from traversees.forge.annotations import MOST_BYTES, code_quality
from traversees.forge.comments import MARK_OF_CHECK, MARK_OF_WEEK
from traversees.forge.github import BOT, main, unzipped
from traversees.records.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOKEN = "jeton-de-test"  # noqa: S105 — it opens nothing
RUN = {
    "id": 7,
    "conclusion": "failure",
    "head_branch": "ma fiche (1)",
    "head_sha": "abc",
    "head_repository": {"full_name": "ana/fourche", "owner": {"login": "ana"}},
}
PULL = {"number": 12, "head": {"sha": "abc", "ref": "ma fiche (1)", "repo": {"full_name": "ana/fourche"}}}
PROBLEM = Problem("glossaire/mot.yml", 3, 7, "aire", "@nous <b>inconnu</b>")


def zipped(**files: str | bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name.replace("_", "."), content)
    return archive.getvalue()


class Forge(ThreadingHTTPServer):
    """Proposals, comments, issues and artifacts; and the headers that came with each request."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pulls: list[dict[str, Any]] = [PULL]
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = [{"filename": "glossaire/mot.yml", "status": "modified"}]
        self.artifact: bytes | None = zipped(problemes_json=code_quality([PROBLEM]))
        self.declared: dict[str, Any] = {"expired": False, "size_in_bytes": 100}
        self.tokens: dict[str, str | None] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def said(self, items: list[dict[str, Any]]) -> list[str]:
        return [item["body"] for item in items if item["user"]["login"] == BOT]


class Answer(BaseHTTPRequestHandler):
    """One request of the API, to the repository `nous/traversees`."""

    server: Forge

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        self.server.tokens[url.path] = self.headers["Authorization"]
        path, query = url.path.removeprefix("/repos/nous/traversees/"), parse_qs(url.query)
        if path == "/stockage":
            self.reply(self.server.artifact or b"")
        elif path == "archive":
            self.send_response(302)
            self.send_header("Location", f"{self.server.address}/stockage")
            self.end_headers()
        elif path == "actions/runs/7/artifacts":
            assert query["name"][0] in {"controle", "veille"}
            found = {
                "archive_download_url": f"{self.server.address}/repos/nous/traversees/archive",
                **self.server.declared,
            }
            self.reply({"artifacts": [found] if self.server.artifact is not None else []})
        else:
            self.reply(self.page(path, query))

    def page(self, path: str, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        if path == "pulls":
            assert query["state"] == ["open"]
            assert query["head"] == ["ana:ma fiche (1)"]
        items = {
            "pulls": self.server.pulls,
            "pulls/12/files": self.server.files,
            "issues/12/comments": self.server.comments,
            "issues": self.server.issues,
        }[path]
        size, page = int(query["per_page"][0]), int(query["page"][0])
        return [item for item in items if item.get("state") != "closed"][size * (page - 1) : size * page]

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        new = {"id": 900, "number": 900, "user": {"login": BOT}, **said}
        comments = self.path == "/repos/nous/traversees/issues/12/comments"
        assert comments or self.path == "/repos/nous/traversees/issues"
        (self.server.comments if comments else self.server.issues).append(new)
        self.reply(new)

    def do_PATCH(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        kind, number = self.path.removeprefix("/repos/nous/traversees/issues/").rpartition("/")[::2]
        (item,) = [i for i in (self.server.comments if kind else self.server.issues) if i["id"] == int(number)]
        item.update(said)
        self.reply(item)

    def reply(self, content: Any) -> None:  # noqa: ANN401 — any JSON
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def run_main(forge: Forge, tmp_path: Path, command: str = "commentaire", **changes: object) -> int:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"workflow_run": {**RUN, **changes}}), encoding="utf-8")
    variables = {
        "GITHUB_API_URL": forge.address,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": "nous/traversees",
        "GITHUB_TOKEN": TOKEN,
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_RUN_ID": "7",
    }
    return main([command], variables)


def by(login: str, body: str | None, number: int = 1) -> dict[str, Any]:
    return {"id": number, "number": number, "user": {"login": login}, "body": body}


def test_a_proposal_of_a_fork_is_answered_with_its_problems(forge: Forge, tmp_path: Path) -> None:
    assert run_main(forge, tmp_path) == 0
    (body,) = forge.said(forge.comments)
    assert "**1 point à corriger avant de publier.**" in body
    assert "[corriger ce fichier](https://github.com/ana/fourche/edit/ma%20fiche%20%281%29/glossaire/mot.yml)" in body
    assert "[ligne 3, colonne 7](https://github.com/ana/fourche/blob/abc/glossaire/mot.yml?plain=1#L3)" in body
    assert "\n  ` @nous <b>inconnu</b> `\n" in body
    assert "(https://github.com/nous/traversees/blob/HEAD/CONTRIBUTING.md)" in body


def test_the_second_answer_takes_the_place_of_the_first(forge: Forge, tmp_path: Path) -> None:
    forge.comments += [by("ana", "Bonjour", n) for n in range(1, 150)]
    run_main(forge, tmp_path)
    forge.artifact = zipped(problemes_json="[]")
    run_main(forge, tmp_path, conclusion="success")
    (body,) = forge.said(forge.comments)
    assert "n’a rien trouvé à corriger" in body


NEVER_VOUCHED = "**Cette proposition ne change pas que des fiches\u00a0: le contrôle ne garantit rien.**"


@pytest.mark.parametrize(
    "file",
    [
        {"filename": "traversees/french/text.py"},
        {"filename": "templates/note.md.jinja"},
        {"filename": ".github/workflows/controle.yml"},
        {"filename": "docs/a-propos/performances.md"},
        {"filename": "initiatives/conftest.py"},
        {"filename": "initiatives/../traversees/a.yml"},
        {"filename": "glossaire/edge.yml", "previous_filename": "traversees/edge.py", "status": "renamed"},
    ],
)
def test_a_proposal_that_changes_what_judges_it_is_never_vouched_for(
    forge: Forge, tmp_path: Path, file: dict[str, Any]
) -> None:
    forge.files = [{"filename": f"glossaire/mot-{n}.yml"} for n in range(250)] + [file]
    forge.artifact = zipped(problemes_json="[]")
    run_main(forge, tmp_path, conclusion="success")
    (body,) = forge.said(forge.comments)
    assert NEVER_VOUCHED in body
    assert f"\n- ` {file.get('previous_filename', file['filename'])} `\n" in body
    assert "n’a rien trouvé à corriger" not in body


def test_a_proposal_too_large_to_be_read_whole_is_not_vouched_for(forge: Forge, tmp_path: Path) -> None:
    forge.files = [{"filename": f"glossaire/mot-{n}.yml"} for n in range(2_500)]
    forge.artifact = zipped(problemes_json="[]")
    run_main(forge, tmp_path, conclusion="success")
    (body,) = forge.said(forge.comments)
    assert NEVER_VOUCHED in body
    assert "Et d’autres fichiers, trop nombreux pour être tous regardés ici." in body


def test_a_comment_of_someone_else_with_our_mark_is_left_alone(forge: Forge, tmp_path: Path) -> None:
    forge.comments.append(by("ana", f"{MARK_OF_CHECK} je me fais passer pour le robot"))
    run_main(forge, tmp_path)
    assert forge.comments[0]["body"].endswith("pour le robot")
    assert len(forge.said(forge.comments)) == 1


def test_another_comment_of_the_robot_is_left_alone(forge: Forge, tmp_path: Path) -> None:
    forge.comments += [by(BOT, None, 1), by(BOT, "Autre message", 2)]
    run_main(forge, tmp_path)
    assert [comment["body"] for comment in forge.comments[:2]] == [None, "Autre message"]


@pytest.mark.parametrize(
    "pull",
    [
        {"number": 12, "head": {**PULL["head"], "sha": "plus-recent"}},  # type: ignore[dict-item]
        {"number": 12, "head": {**PULL["head"], "repo": {"full_name": "eve/fourche"}}},  # type: ignore[dict-item]
        {"number": 12, "head": {**PULL["head"], "repo": None}},  # type: ignore[dict-item]
    ],
)
def test_only_the_proposal_that_was_checked_is_answered(forge: Forge, tmp_path: Path, pull: dict[str, Any]) -> None:
    forge.pulls = [pull]
    run_main(forge, tmp_path)
    assert forge.comments == []


def test_a_deleted_fork_is_not_answered(forge: Forge, tmp_path: Path) -> None:
    run_main(forge, tmp_path, head_repository=None)
    assert forge.comments == []


@pytest.mark.parametrize(
    "artifact",
    [
        None,
        b"",
        b"pas un zip",
        zipped(autre_json="[]"),
        zipped(problemes_json="{}"),
        zipped(problemes_json=b"\0" * (MOST_BYTES + 1)),
    ],
)
def test_a_missing_or_hostile_report_gives_a_plain_answer(forge: Forge, tmp_path: Path, artifact: bytes | None) -> None:
    forge.artifact = artifact
    run_main(forge, tmp_path)
    (body,) = forge.said(forge.comments)
    assert "**Le contrôle n’a pas pu aller jusqu’au bout**" in body


@pytest.mark.parametrize("declared", [{"expired": True}, {"size_in_bytes": MOST_BYTES + 1}])
def test_an_artifact_expired_or_too_large_is_not_fetched(
    forge: Forge, tmp_path: Path, declared: dict[str, Any]
) -> None:
    forge.declared |= declared
    run_main(forge, tmp_path)
    assert "/stockage" not in forge.tokens
    assert len(forge.said(forge.comments)) == 1


def test_the_token_goes_to_the_api_and_not_to_the_storage(forge: Forge, tmp_path: Path) -> None:
    run_main(forge, tmp_path)
    assert forge.tokens.pop("/stockage") is None
    assert set(forge.tokens.values()) == {f"Bearer {TOKEN}"}


def test_a_zip_bomb_is_cut_short() -> None:
    bomb = zipped(problemes_json=b"0" * (40 * MOST_BYTES))
    assert len(bomb) < MOST_BYTES
    assert len(unzipped(bomb, "problemes.json") or b"") == MOST_BYTES + 1


def test_a_damaged_archive_is_no_file() -> None:
    archive = bytearray(zipped(problemes_json=b"[" + b"0," * 999 + b"0]"))
    archive[50] ^= 0xFF
    assert unzipped(bytes(archive), "problemes.json") is None


def test_the_week_is_told_in_one_issue_then_updated_then_closed(forge: Forge, tmp_path: Path) -> None:
    forge.issues = [by("ana", f"{MARK_OF_WEEK} imitation"), by("ana", None, 2)]
    for body in (f"{MARK_OF_WEEK}\n\nun lien", f"{MARK_OF_WEEK}\n\ndeux liens"):
        forge.artifact = zipped(veille_md=body)
        assert run_main(forge, tmp_path, "veille") == 0
        assert forge.said(forge.issues) == [body]
    assert forge.issues[2]["title"] == "Veille : ce qui a vieilli dans la base"
    forge.artifact = zipped(veille_md="")
    run_main(forge, tmp_path, "veille")
    assert forge.issues[2]["state"] == "closed"
    run_main(forge, tmp_path, "veille")
    assert len(forge.issues) == 3


def test_a_week_without_its_file_changes_nothing(forge: Forge, tmp_path: Path) -> None:
    forge.artifact = None
    with pytest.raises(SystemExit, match="absent ou illisible"):
        run_main(forge, tmp_path, "veille")
    assert forge.issues == []


def test_the_program_with_the_token_needs_nothing_installed(repository: Path) -> None:
    command = [sys.executable, "-S", "-m", "traversees.forge.github", "?"]
    done = subprocess.run(
        command,
        cwd=repository,
        env=dict.fromkeys(("GITHUB_API_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN"), "x"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "usage : python -m traversees.forge.github commentaire|veille\n"
