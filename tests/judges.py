"""The judges that come from npm, as tests/package-lock.json locks them: `dev.py test` installs them where Node is."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent / "node_modules"


def judge(path: str) -> Path:
    """The file `path` of a judge; without it the test is skipped, which dev.py says and refuses on a forge."""
    file = FOLDER / path
    if not file.is_file():
        pytest.skip("Node manque : « dev.py test » dit comment l’avoir")
    return file
