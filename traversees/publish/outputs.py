"""Publish, first step: the complete Markdown site in `build/pages`. A file is written only when it changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import frontmatter

from traversees.check.promises import read_promises
from traversees.contribute.form import form_path, record_data
from traversees.data.feeds import Site, feeds, files_of_feed
from traversees.data.record_json import compared_path, data_path, record_json, record_values
from traversees.data.security import PATH as SECURITY
from traversees.data.security import security_txt
from traversees.french.typography import typographic_page
from traversees.library.explorer import SUMMARIES
from traversees.pages.assets import read_assets
from traversees.pages.data_scripts import data_script
from traversees.pages.light_pages import light_files, light_pages
from traversees.pages.rendering import Renderer
from traversees.pages.templates import template_environment
from traversees.publish.lock import one_at_a_time
from traversees.publish.sound import from_sound_state
from traversees.publish.theme import site_policy
from traversees.publish.writing import write_tree
from traversees.records.leftovers import is_leftover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from traversees.check.promises import Promises
    from traversees.library.library import Library
    from traversees.pages.assets import Assets
    from traversees.records.record import Record

    Files = Iterable[tuple[str, bytes]]


class Producer(NamedTuple):
    """What makes some files of the site, all from the same answers; `header` changes with what the list says of it."""

    name: str
    make: Callable[[], Files]
    header: str = ""


def write_pages(root: Path, library: Library) -> list[str]:
    """Make `build/pages` hold exactly the generated and the hand-written pages; returns the paths that changed."""
    renderer = Renderer(library, template_environment(root / "templates"), site_settings(root))
    pages = root / "build" / "pages"
    with one_at_a_time(root / "build" / "pages.verrou"):
        return from_sound_state(pages, lambda: write_tree(pages, _all_files(root, renderer)))


def _all_files(root: Path, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    for page in renderer.other_pages():
        yield page.path, page.text.encode()
        yield from ((path, text.encode()) for path, text in page.beside())
    for producer in other_files(root, renderer):
        yield from producer.make()
    yield from fixed_files(root)
    for record in renderer.library.records_with_page:
        page = renderer.record_page(record)
        yield page.path, page.text.encode()
        yield from record_files(renderer.library, record)


def other_files(root: Path, renderer: Renderer) -> Iterator[Producer]:
    """What makes the files that are drawn from many records, and are neither pages to be read nor beside one."""
    library, site, assets, promises = renderer.library, site_identity(root), site_assets(root), read_promises(root)
    yield Producer(">résumés", partial(_summaries, library))
    for name, texts in renderer.files(site.address):
        yield Producer(f">{name}", partial(_encoded, texts, assets.followed_in_html))
    light = partial(_light, renderer, promises, site)
    yield Producer(">adresses d’avant", partial(_encoded, light, assets.followed_in_html))
    yield Producer(">sécurité", partial(_security, site, renderer.settings))
    for feed in feeds(library, promises.addresses if promises else ()):
        yield Producer(
            f">flux {feed.path}", partial(files_of_feed, feed, library, site), repr((feed.title, feed.paths))
        )


def _encoded(texts: Callable[[], Iterable[tuple[str, str]]], followed: Callable[[str, str], str]) -> Files:
    for path, text in texts():
        yield path, followed(text, path).encode()


def _light(renderer: Renderer, promises: Promises | None, site: Site) -> Iterator[tuple[str, str]]:
    return light_files(renderer, light_pages(renderer, promises), site.address)


def _summaries(library: Library) -> Files:
    if library.has_more():
        yield SUMMARIES, data_script(SUMMARIES, library.summaries()).encode()


def _security(site: Site, settings: dict[str, Any]) -> Files:
    if security := security_txt(site.address, settings):
        yield SECURITY, security.encode()


def fixed_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """The files that do not depend on the records: the assets, the pages written by hand."""
    assets, docs = site_assets(root), root / "docs"
    yield from assets.files.items()
    for file in sorted(docs.rglob("*")):
        path = file.relative_to(docs).as_posix()
        if is_leftover(path) or path.endswith(".d.ts"):  # the types of scripts are read by developers
            continue
        if path not in assets.names and file.is_file() and not file.is_symlink():
            yield path, _hand_written(file, path, assets)


def record_files(library: Library, record: Record) -> Iterator[tuple[str, bytes]]:
    """The files that a record has beside its page, under each name that it has had."""
    names = (record.id, *record.former_ids)
    values = record_values(library, record) if record.has_data or record.compared else {}
    if record.has_data:
        data = record_json(values).encode()
        yield from ((data_path(record, name), data) for name in names)
    if record.compared:
        path = compared_path(record)
        yield path, data_script(path, values).encode()
    if record.form_title:
        form = record_data(record)
        yield from ((path, data_script(path, form).encode()) for path in (form_path(record, name) for name in names))


def site_settings(root: Path) -> dict[str, Any]:
    """The `extra` of `mkdocs.yml` (where the project lives, who publishes it), the names of the assets, the menu’s pages, the policy."""
    configuration = _configuration(root)
    menu = list(_menu(configuration["nav"]))
    return dict(configuration["extra"], assets=site_assets(root).names, menu=menu, politique=site_policy(root))


def _menu(entries: Any) -> Iterator[str]:  # noqa: ANN401 — lists, mappings and paths
    if isinstance(entries, str):
        yield entries
    else:
        for entry in entries.values() if isinstance(entries, dict) else entries:
            yield from _menu(entry)


def site_identity(root: Path) -> Site:
    """The name, description and address of the site."""
    configuration = _configuration(root)
    return Site(*(configuration[key] for key in ("site_name", "site_description", "site_url")))


def _configuration(root: Path) -> dict[str, Any]:
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415 — a publication that changes little does without MkDocs

    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        return dict(yaml_load(file))


def site_assets(root: Path) -> Assets:
    """What the pages of the site load; `mkdocs.yml` says what all of them do."""
    settings = _configuration(root)
    return read_assets(root / "docs", settings["extra_css"], [one["path"] for one in settings["extra_javascript"]])


def _hand_written(file: Path, path: str, assets: Assets) -> bytes:
    if file.suffix != ".md":
        return file.read_bytes()
    post = frontmatter.loads(assets.followed(file.read_text(encoding="utf-8"), path))
    post.content = typographic_page(post.content)
    return (frontmatter.dumps(post) + "\n").encode()
