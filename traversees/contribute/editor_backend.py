"""The editor: how it reaches the forge where records are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from traversees.contribute.editor import Settings


def backend(forge: Mapping[str, Any]) -> Settings:
    """How Sveltia reaches the forge; without an address, only the folder of this machine can be opened."""
    address = urlsplit((forge["adresse"] or "").rstrip("/"))  # a variable of the environment may be empty
    repository = {"repo": address.path.strip("/"), "branch": forge["branche"]}
    server, keys = f"{address.scheme}://{address.netloc}", forge.get("editeur") or {}
    proxy, application = keys.get("connexion", ""), keys.get("application", "")
    if not forge["adresse"]:
        return {"name": "github", "repo": "traversees/traversees", "auth_methods": ["token"]}
    methods = {"auth_methods": ["oauth", "token"] if proxy or application else ["token"]}
    if forge["type"] == "gitlab":
        signing = {"auth_type": "pkce", "app_id": application} if application else {}
        return {
            "name": "gitlab", **repository, "base_url": server, "api_root": f"{server}/api/v4", **signing, **methods,
        }  # fmt: skip
    if forge["type"] == "forgejo":
        signing = {"app_id": application} if application else {}
        return {
            "name": "gitea", **repository, "base_url": server, "api_root": f"{server}/api/v1", **signing, **methods,
        }  # fmt: skip
    return {"name": "github", **repository, "open_authoring": True, **({"base_url": proxy} if proxy else {}), **methods}


def page_values(forge: Mapping[str, Any]) -> Settings:
    """What the page of the editor says of the forge, and lets the browser ask of it."""
    settings = backend(forge)
    return {
        "oauth": "oauth" in settings["auth_methods"],
        "servers": _servers(settings) if forge["adresse"] else [],
        "images": ["https://avatars.githubusercontent.com"]
        if forge["adresse"] and settings["name"] == "github"
        else [],
    }


def _servers(settings: Settings) -> list[str]:
    """The only servers that the editor may call beside ours: those of the forge."""
    known = ["https://api.github.com", "https://github.com"] if settings["name"] == "github" else []
    asked = [settings[key] for key in ("base_url", "api_root") if key in settings]
    return sorted({f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" for address in [*known, *asked]})
