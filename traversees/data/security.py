"""Data: `/.well-known/security.txt`, where whoever finds a weakness looks for us (RFC 9116). From the settings alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = ".well-known/security.txt"

_RULES = {
    "github": "blob/HEAD/SECURITY.md",
    "gitlab": "-/blob/HEAD/SECURITY.md",
    "forgejo": "src/branch/{branch}/SECURITY.md",
}


def security_txt(address: str, settings: Mapping[str, Any]) -> str:
    """The file of the site at `address`; empty until `settings` name somebody to write to, and the day it holds until."""
    forge, publication = settings["forge"], settings["publication"]
    home, until = (forge["adresse"] or "").rstrip("/"), publication.get("securite_jusqu_au") or ""
    contacts = [f"mailto:{publication['contact']}"] if publication["contact"] else []
    if home and forge["type"] == "github":
        contacts.append(f"{home}/security/advisories/new")
    if not (contacts and until):
        return ""
    lines = [("Contact", contact) for contact in contacts]
    lines += [("Expires", f"{until}T00:00:00Z"), ("Preferred-Languages", "fr, en"), ("Canonical", f"{address}{PATH}")]
    if home:
        lines.append(("Policy", f"{home}/{_RULES[forge['type']].format(branch=forge['branche'])}"))
    return "".join(f"{name}: {value}\n" for name, value in lines)
