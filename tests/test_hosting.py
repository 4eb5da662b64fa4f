"""The examples of `hebergement/` are valid, say the same thing, and know the site as it is built."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from traversees.publish.theme import site_policy

REPOSITORY = Path(__file__).resolve().parent.parent
HOSTING = REPOSITORY / "hebergement"
NGINX = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
CADDY = (HOSTING / "Caddyfile").read_text(encoding="utf-8")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
YEAR, MINUTES, ALWAYS = "public, max-age=31536000, immutable", "public, max-age=300, must-revalidate", "no-cache"


def choices(text: str, name: str) -> dict[str, str]:
    """What a `map` answers, by pattern."""
    block = re.search(rf"map \S+ [${{]{name}}}? {{\n(.*?)\n\s*}}", text, re.DOTALL)
    assert block, name
    return dict(re.findall(r'^\s*"?([^\s"]+)"? "(.*)";?$', block[1], re.MULTILINE))


def answer(table: dict[str, str], path: str) -> str:
    return next((found for key, found in table.items() if key[0] == "~" and re.search(key[1:], path)), table["default"])


def headers(text: str) -> dict[str, str]:
    return dict(re.findall(r'^\s*(?:add_header )?([A-Z][\w-]+) "([^"]*)"(?: always;)?$', text, re.MULTILINE))


def test_both_servers_say_the_same() -> None:
    assert choices(NGINX, "traversees_duree") == choices(CADDY, "duree")
    assert choices(NGINX, "traversees_politique") == choices(CADDY, "politique")
    assert headers(NGINX) == headers(CADDY)
    assert set(headers(NGINX)) == {
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
        "Strict-Transport-Security",
    }


def test_servers_repeat_the_policy_of_the_pages_and_add_what_a_head_cannot_say() -> None:
    """When it changes, write it again in hebergement/nginx.conf and hebergement/Caddyfile."""
    assert choices(NGINX, "traversees_politique") == {
        "default": f"{site_policy(REPOSITORY)}; frame-ancestors 'none'",
        "~/contribuer/editeur/": "frame-ancestors 'none'",
    }


def test_only_what_bears_its_content_in_its_name_is_kept_for_a_year(site: Path) -> None:
    table = choices(NGINX, "traversees_duree")
    kept = {}
    for file in site.rglob("*"):
        if file.is_file() and file.suffix not in {".gz", ".br"}:
            path = f"/{file.relative_to(site).as_posix()}"
            kept[path] = answer(table, path)
    ours = [path for path in kept if re.match(r"/assets/(?:css|js|fonts|images)/[^/]+\.[0-9a-f]{8}\.\w+$", path)]
    assert len(ours) > 15
    for path in ours:
        digest = hashlib.sha256((site / path[1:]).read_bytes()).hexdigest()
        assert f".{digest[:8]}." in path
        assert kept[path] == YEAR
    assert {kept[path] for path in kept if path.endswith(".html")} == {MINUTES}
    assert {kept[path] for path in kept if re.search(r"/pagefind/(?:index|fragment|filter)/", path)} == {YEAR}
    for path in ("/pagefind/pagefind.js", "/pagefind/pagefind-entry.json", "/pagefind/mots.json", "/sitemap.xml"):
        assert kept[path] == ALWAYS
    for path, duration in kept.items():
        assert duration != YEAR or re.search(r"[._][0-9a-f]{7,}\.", path), path


@pytest.mark.parametrize("brotli", [False, True], ids=["gzip", "brotli"])
def test_nginx_accepts_its_example(tmp_path: Path, *, brotli: bool) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None or (brotli and not BROTLI.is_file()):
        pytest.skip("nginx ou son module brotli n’est pas installé")
    example = NGINX.replace("listen 80;", "listen 127.0.0.1:8999;").replace("    listen [::]:80;\n", "")
    example = example.replace("# brotli_static on;", "brotli_static on;") if brotli else example
    (tmp_path / "traversees.conf").write_text(example, encoding="utf-8")
    (tmp_path / "nginx.conf").write_text(
        (f"load_module {BROTLI};\n" if brotli else "")
        + f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n"
        + f"access_log off;\ninclude /etc/nginx/mime.types;\ninclude {tmp_path}/traversees.conf;\n}}\n",
        encoding="utf-8",
    )
    command = [nginx, "-t", "-q", "-p", str(tmp_path), "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_caddy_accepts_its_example(tmp_path: Path) -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("Caddy n’est pas installé")
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", str(HOSTING / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
