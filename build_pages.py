"""Checks the records and writes the pages: `python3 build_pages.py [--check]`. Also the MkDocs hook.

The edges only: the command line, and the names by which MkDocs calls us.
"""

from __future__ import annotations

import sys

try:
    if __name__ == "__main__":
        from traversees.command.line import main
    else:
        from traversees.publish.hook import Hook
except ModuleNotFoundError as error:
    if error.name and error.name.startswith("traversees"):
        raise
    if __name__ != "__main__":
        sys.exit(f"Il manque le paquet Python « {error.name} ». Lancez plutôt : python3 dev.py site")
    import dev  # the packages are not here: dev.py knows where they are, and installs them if need be

    sys.exit(dev.run_from_terminal(dev.pass_to_build_pages))

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

_hook = Hook()
on_startup = _hook.on_startup
on_config = _hook.on_config
on_files = _hook.on_files
