"""Publish: what we say on GitHub. `python -m traversees.forge.github commentaire|veille`. Standard library only.

The edge that holds a token, run from our own branch and never with a proposal's code. What a proposal's run left
behind is one file of limited size, read as data; whom to answer comes from GitHub alone.
"""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from traversees import ROOT
from traversees.edge import guarded
from traversees.forge.annotations import MOST_BYTES, problems_of_report
from traversees.forge.comments import MARK_OF_CHECK, MARK_OF_WEEK, Changes, Proposal, comment_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BOT = "github-actions[bot]"
TITLE_OF_WEEK = "Veille : ce qui a vieilli dans la base"
PER_PAGE = 100
MOST_PAGES = 20
MOST_SIGNS = 65_000
SECONDS = 30


@dataclass(frozen=True)
class GitHub:
    """One repository, through the API of its forge."""

    api: str
    server: str
    repository: str
    token: str

    def ask(self, path: str, method: str = "GET", **data: str) -> Any:  # noqa: ANN401 — a raw value enters
        """The JSON answer about `path` of the repository."""
        return json.loads(self.read(f"{self.api}/repos/{self.repository}/{path}", method, data, most=50_000_000))

    def read(self, address: str, method: str = "GET", data: Mapping[str, str] | None = None, *, most: int) -> bytes:
        """At most `most` bytes of the answer; the token is not sent on to where it redirects."""
        body = json.dumps(data).encode() if data else None
        headers = {"Accept": "application/vnd.github+json", "Content-Type": "application/json"}
        request = Request(address, body, headers, method=method)  # noqa: S310 — the forge's own https address
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 — same
            content: bytes = answer.read(most)
        return content

    def each(self, path: str, **query: str) -> Iterator[Any]:
        """The items of a list, page after page."""
        for page in range(1, MOST_PAGES + 1):
            items = self.ask(f"{path}?{urlencode({**query, 'per_page': PER_PAGE, 'page': page})}")
            yield from items
            if len(items) < PER_PAGE:
                return

    def file_of_run(self, run: int, artifact: str, name: str) -> bytes | None:
        """The file `name` that the run left in `artifact`; None when it is absent, too large or damaged."""
        answer = self.ask(f"actions/runs/{run}/artifacts?{urlencode({'name': artifact})}")
        for found in answer["artifacts"]:
            if not found["expired"] and found["size_in_bytes"] <= MOST_BYTES:
                return unzipped(self.read(found["archive_download_url"], most=MOST_BYTES + 1), name)
        return None

    def proposals(self, run: Mapping[str, Any]) -> list[int]:
        """The numbers of the open proposals that the run checked, and that have not changed since."""
        head = run["head_repository"]
        if head is None:  # the fork is gone
            return []
        asked = f"{head['owner']['login']}:{run['head_branch']}"
        return [
            pull["number"]
            for pull in self.each("pulls", state="open", head=asked)
            if pull["head"]["sha"] == run["head_sha"]
            and pull["head"]["repo"]
            and pull["head"]["repo"]["full_name"] == head["full_name"]
        ]

    def changes(self, number: int) -> Changes:
        """The files that the proposal `number` changes, under the names that they had too."""
        files = list(self.each(f"pulls/{number}/files"))
        paths = {file[key] for file in files for key in ("filename", "previous_filename") if key in file}
        return Changes(tuple(sorted(paths)), all_told=len(files) < PER_PAGE * MOST_PAGES)

    def comment(self, number: int, mark: str, body: str) -> None:
        """Say `body` under the proposal `number`, in place of what we said there with the same `mark`."""
        for comment in self.each(f"issues/{number}/comments"):
            if ours(comment, mark):
                self.ask(f"issues/comments/{comment['id']}", "PATCH", body=body)
                return
        self.ask(f"issues/{number}/comments", "POST", body=body)

    def issue(self, mark: str, title: str, body: str) -> None:
        """Keep one open issue that says `body`; with no body, close it."""
        found = next((issue for issue in self.each("issues", state="open") if ours(issue, mark)), None)
        if found and body:
            self.ask(f"issues/{found['number']}", "PATCH", body=body)
        elif found:
            self.ask(f"issues/{found['number']}", "PATCH", state="closed")
        elif body:
            self.ask("issues", "POST", title=title, body=body)


def ours(said: Mapping[str, Any], mark: str) -> bool:
    """Whether the robot itself wrote this, for `mark`: anyone can copy the mark."""
    return said["user"]["login"] == BOT and (said["body"] or "").startswith(mark)


def unzipped(archive: bytes, name: str) -> bytes | None:
    """The file `name` of `archive`, in memory and cut after one byte too many; None when it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened, opened.open(name) as file:
            return file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return None


def answer_proposal(github: GitHub, run: Mapping[str, Any]) -> None:
    """Comment on the proposals whose check just ended."""
    for number in github.proposals(run):
        report = github.file_of_run(run["id"], "controle", "problemes.json")
        problems = None if report is None else problems_of_report(report)
        succeeded = run["conclusion"] == "success"
        body = comment_on(proposal_of(github, run), problems, github.changes(number), succeeded=succeeded)
        github.comment(number, MARK_OF_CHECK, body)
        print(f"Commentaire à jour sous la proposition {number}.")


def proposal_of(github: GitHub, run: Mapping[str, Any]) -> Proposal:
    """The addresses of a proposal, from what GitHub says of its run."""
    files, ours = f"{github.server}/{run['head_repository']['full_name']}", f"{github.server}/{github.repository}"
    return Proposal(
        read=f"{files}/blob/{run['head_sha']}",
        edit=f"{files}/edit/{quote(run['head_branch'])}",
        run=f"{ours}/actions/runs/{run['id']}",
        guide=f"{ours}/blob/HEAD/CONTRIBUTING.md",
    )


def main(arguments: list[str], variables: Mapping[str, str]) -> int:
    """Answer the event that GitHub describes in `variables`."""
    github = GitHub(
        api=variables["GITHUB_API_URL"],
        server=variables["GITHUB_SERVER_URL"],
        repository=variables["GITHUB_REPOSITORY"],
        token=variables["GITHUB_TOKEN"],
    )
    if arguments == ["commentaire"]:
        event = json.loads(Path(variables["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
        answer_proposal(github, event["workflow_run"])
    elif arguments == ["veille"]:
        body = github.file_of_run(int(variables["GITHUB_RUN_ID"]), "veille", "veille.md")
        if body is None:
            sys.exit("Le fichier de la veille est absent ou illisible.")
        github.issue(MARK_OF_WEEK, TITLE_OF_WEEK, body.decode("utf-8")[:MOST_SIGNS])
    else:
        sys.exit("usage : python -m traversees.forge.github commentaire|veille")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:], os.environ), ROOT))
