"""The Firefox of this machine, where there is one, by its own protocol: Playwright only drives a Firefox that it changed.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from tests.test_serve import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("firefox-esr", "firefox")
PATIENCE = 60
"""Seconds left to a busy machine to start it, then to run a script."""
SETTINGS = {
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "fr",
}
MESSAGES = """
const told = [];
for (const message of Services.console.getMessageArray()) {
  if (message instanceof Ci.nsIScriptError) told.push(`${message.sourceName} : ${message.errorMessage}`);
}
const console = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
for (const { filename, arguments: said } of console.getEvents()) told.push(`${filename} : ${said.map(String).join(" ")}`);
Services.console.reset();
console.clearEvents();
return told;
"""


def find_firefox() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """A window of Firefox: `run` gives the value of the body of an asynchronous function, in the page."""

    def __init__(self, port: int) -> None:
        self._socket = self._connected(port)
        self._stream = self._socket.makefile("rb")
        self._rank = 0
        self._read()
        self._ask("WebDriver:NewSession")
        self._ask("WebDriver:SetTimeouts", script=PATIENCE * 1000)

    def open(self, address: str) -> None:
        self._ask(
            "WebDriver:Navigate", url="about:blank"
        )  # else it does not wait for a page with the fragment of the last
        self._ask("WebDriver:Navigate", url=address)

    def run(self, body: str) -> Any:  # noqa: ANN401 — whatever it returns
        done = "const done = arguments[arguments.length - 1];"
        script = f"{done} (async () => {{ {body} }})().then(done, (error) => done(`erreur : ${{error}}`));"
        return self._ask("WebDriver:ExecuteAsyncScript", script=script, args=[], sandbox=None)

    def told(self, place: str) -> list[str]:
        """What the console was told since the last time by what is at `place`, refusals of a policy included."""
        self._ask("Marionette:SetContext", value="chrome")
        told = self._ask("WebDriver:ExecuteScript", script=MESSAGES, args=[])
        self._ask("Marionette:SetContext", value="content")
        return [message for message in told if place in message]

    def close(self) -> None:
        self._stream.close()
        self._socket.close()

    def _connected(self, port: int) -> socket.socket:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port))
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)

    def _ask(self, command: str, **said: object) -> Any:  # noqa: ANN401 — whatever is answered
        self._rank += 1
        message = json.dumps([0, self._rank, command, said]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, answer = self._read()
        assert error is None, error["message"]
        return answer.get("value") if isinstance(answer, dict) else answer

    def _read(self) -> Any:  # noqa: ANN401 — whatever is answered
        length = b""
        while (sign := self._stream.read(1)) != b":":
            length += sign
        return json.loads(self._stream.read(int(length)))


@contextmanager
def opened_firefox(program: str, folder: Path) -> Iterator[Firefox]:
    """`program`, its profile and its downloads in `folder`."""
    port = free_port()
    settings = SETTINGS | {"marionette.port": port, "browser.download.dir": str(folder)}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
    (folder / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--marionette", "-remote-allow-system-access"]
    process = subprocess.Popen(
        [*command, "--profile", str(folder)],
        env=os.environ | {"HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with closing(Firefox(port)) as window:
            yield window
    finally:
        process.terminate()
        process.wait()
