"""The command of the site: `python -m traversees.command.site [--sans-recherche] [--compresse] [--serve]`."""

from __future__ import annotations

import argparse
import gc
import logging
import sys

from traversees import ROOT
from traversees.edge import guarded
from traversees.publish.site import bring_back_site, publish_site

HOST, PORT = "127.0.0.1", 8000


def main(arguments: list[str]) -> int:
    """Publish into `site/`, or serve with live reload; returns 0, or 1 when something must be mended."""
    parser = argparse.ArgumentParser(prog="python -m traversees.command.site", description="Publie le site.")
    parser.add_argument("--serve", action="store_true", help="sert le site sur cette machine et le recharge")
    parser.add_argument("--retour", action="store_true", help="remet en place le site publié avant celui-ci")
    parser.add_argument("--compresse", action="store_true", help="ajoute les copies .gz et .br, pour un serveur")
    parser.add_argument("--port", type=int, default=PORT, help=f"port du serveur ({PORT} si rien n’est dit)")
    parser.add_argument("--sans-recherche", action="store_true", help="laisse l’index de la recherche comme il est")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    if options.serve:
        from traversees.publish.preview import serve_site  # noqa: PLC0415 — publishing does not wait for it

        return serve_site(ROOT, HOST, options.port)
    if options.retour:
        return bring_back_site(ROOT)
    gc.disable()  # many values and few cycles: to look for these would take a fifth of the time
    return publish_site(ROOT, search=not options.sans_recherche, compress=options.compresse)


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(sys.argv[1:]), ROOT))
