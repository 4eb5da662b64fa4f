"""Render: a Library becomes pages. Pure: values in, values out; the templates are an argument."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import frontmatter
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from traversees.contribute import editor
from traversees.contribute.editor_files import models_text
from traversees.contribute.form import FORM_KINDS, form_entries, form_files, form_steps
from traversees.contribute.guide import annotated_example, record_keys
from traversees.contribute.schema import VERSION, schema_files, schema_name
from traversees.french import typography
from traversees.french.text import Notes, markdown_words, plain
from traversees.library.catalogue import sort_key
from traversees.library.explorer import FULL_CARDS, INDEXED, Explorer, strongest_proof
from traversees.library.places import places_of
from traversees.library.timeline import timeline_of
from traversees.pages.explained import explained_page
from traversees.pages.sections import ANCHORS, SECTIONS, with_anchors
from traversees.records.documents import parse_document
from traversees.records.kinds import (
    KINDS,
    Acteur,
    Besoin,
    Initiative,
    Note,
    Parcours,
    Recit,
    Terme,
    Transfert,
    Vocabulaire,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from traversees.library.library import Library
    from traversees.records.evidence import Chiffre
    from traversees.records.record import Record

    Values = Mapping[str, Any]

INITIATIVES = ("Initiatives", "initiatives/")
MET = ("Rencontrées en 2023", "initiatives/rencontrees-en-2023/")
CONTEXT = ("Seine-Saint-Denis", "contexte/")
CONTRIBUTE = ("Contribuer", "contribuer/")
GUIDE = ("Guide des fiches", "contribuer/guide/")
FORM = ("Proposer avec un formulaire", "contribuer/formulaire/")
"""Where pages stand: a title and an address."""

STATIC_PAGES = (
    ("a-propos/index.md", "a-propos", "À propos"),
    ("a-propos/suivre.md", "suivre", "Suivre Traversées"),
    ("a-propos/accessibilite.md", "accessibilite", "Accessibilité"),
    ("a-propos/mentions-legales.md", "mentions-legales", "Mentions légales"),
    ("a-propos/donnees-personnelles.md", "donnees-personnelles", "Données personnelles"),
    ("contribuer/index.md", "contribuer", "Contribuer"),
    ("contribuer/recit.md", "recit", "Confier un récit"),
)
"""The pages whose text is ours: path, template, title."""

RECORD_PAGES: dict[type[Record], tuple[str, str, str, tuple[tuple[str, str], ...]]] = {
    Initiative: ("initiative", "nom", "resume", (INITIATIVES,)),
    Recit: ("recit", "titre", "resume", (("Récits", "recits/"),)),
    Besoin: ("besoin", "libelle", "resume", (CONTEXT, ("Besoins", "contexte/besoins/"))),
    Note: ("note", "titre", "resume", (CONTEXT, ("Notes", "contexte/notes/"))),
    Acteur: ("acteur", "nom", "role", (CONTEXT, ("Acteurs locaux", "contexte/acteurs/"))),
    Transfert: ("transfert", "nom", "resume", (CONTEXT, ("Transferts", "contexte/transferts/"))),
    Terme: ("terme", "terme", "definition", (("Lexique", "glossaire/"),)),
    Parcours: ("parcours", "titre", "pourquoi", (("Parcours", "parcours/"),)),
}
"""The page of a record, by its kind: its template, the keys of its title and description, and where it stands."""

LANDMARKS = {"contexte/notes/le-voyage": "2023-05"}
"""The records that the timeline shows though their subject bears no date: `folder/id` and when it happened."""

EXPLAINED = (Initiative, Recit, Besoin, Note, Transfert)
ABOUT_HERE = (Besoin, Note)
"""The kinds of records whose pages explain words in place, and those that speak of Seine-Saint-Denis."""
EXPLORER = {
    "hide": ["navigation"],
    "styles": ["assets/css/explorateur.css"],
    "scripts": ["assets/js/explorateur.js"],
}
"""The header of the page of all initiatives: no other page loads its style and script."""

SCHEMAS = f"donnees/schemas/{VERSION}/"
"""Where the schemas stand in the site."""

FEED = "flux.xml"
FOLLOWED = ("initiatives", "besoin", "facette")
"""The Atom feed of a page is beside it, and these are the templates of the pages that have one."""

FORM_TITLES = {
    "initiative": "Proposer une initiative",
    "recit": "Raconter le voyage",
    "terme": "Proposer un mot du lexique",
}
FORM_PAGE = {
    "hide": ["navigation", "toc"],
    "styles": ["assets/css/formulaire.css"],
    "scripts": [
        f"assets/js/formulaire{part}.js"
        for part in ("-textes", "-regles", "-fichier", "-apercu", "-champs", "-envoi", "")
    ],
}
"""The pages of the form, and the header that they alone have."""


@dataclass(frozen=True)
class Page:
    """A page of the Markdown site: its path under `build/pages`, header and text, and the file to edit.

    Its text is drawn each time it is asked for. `kind`: its template. `one_of_many`: the other pages of its folder differ from it by their
    title, description, source and text only. `in_markdown`: its text has more of Markdown than titles of sections.
    """

    path: str
    title: str
    draw: Callable[[], str]
    kind: str = ""
    description: str = ""
    source: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    one_of_many: bool = False
    in_markdown: bool = False

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root."""
        return page_url(self.path)

    @property
    def body(self) -> str:
        """The text, with French typography."""
        return typography.typographic_page(self.draw())

    @property
    def text(self) -> str:
        """The file's content: a header dumped as YAML, then the body with French typography."""
        header: dict[str, Any] = {"title": typography.typographic(self.title), **self.extra}
        if self.description:
            header["description"] = typography.typographic(self.description)
        if self.source:
            header["source"] = self.source
        if self.trail:
            header["chemin"] = [{"titre": title, "lien": url} for title, url in self.trail]
        return frontmatter.dumps(frontmatter.Post(self.body, **header)) + "\n"


def record_header(kind: type[Record]) -> dict[str, Any]:
    """What the header of a record’s page says beside its words: the form that corrects it, if there is one."""
    return {"formulaire": schema_name(kind)} if kind in FORM_KINDS else {}


def shared_data() -> Iterator[str]:
    """Where the data that no record gives stand: the schemas, the examples of the guide."""
    for kind in KINDS:
        yield f"{SCHEMAS}{schema_name(kind)}.schema.json"
        yield f"{GUIDE[1]}{_download(kind)}"


def _download(kind: type[Record]) -> str:
    return f"exemple-{schema_name(kind)}{kind.suffix.replace('.md', '.txt')}"


def page_url(path: str) -> str:
    """`initiatives/tapaj.md` is served at `initiatives/tapaj/`; `index.md` at its folder."""
    stem = path.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return f"{stem}/"


def relative_url(target: str, base: str) -> str:
    """The address `target` (from the site's root) as written on the page whose address is `base`."""
    path, sign, anchor = target.partition("#")
    here, there = base.split("/")[:-1], path.split("/")
    common = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        common += 1
    up = "../" * (len(here) - common)
    return f"{up}{'/'.join(there[common:])}{sign}{anchor}" if up or there[common:] != [""] else f"./{sign}{anchor}"


class _CompiledTemplates(FileSystemBytecodeCache):
    """Templates as they are run, known by their names and contents: a copy of the whole project keeps them."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What tells a template from the others of its folder."""
        del filename
        return super().get_cache_key(name)


def template_environment(folder: Path, compiled: Path | None = None) -> Environment:
    """The templates of `folder`, with our filters; a name that does not exist is an error.

    `compiled`: a folder that keeps them as they are run, for the next time.
    """
    environment = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=_CompiledTemplates(str(compiled)) if compiled else None,
        undefined=StrictUndefined,
        autoescape=True,
        comment_start_string="<#",  # {# #} is how Markdown names a heading
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        md=markdown_words,
        texte_nu=plain,
        en_mots=typography.date_in_words,
        un_an_apres=typography.one_year_later,
        nombre=lambda chiffre: typography.number_in_words(chiffre.valeur, chiffre.unite),
        upper_first=lambda text: text[:1].upper() + text[1:],
        lower_first=lambda text: text[:1].lower() + text[1:],
    )
    return environment


@dataclass(frozen=True)
class Renderer:
    """Turns records and lists into pages. `settings` is the `extra` of `mkdocs.yml`, with the names of the assets."""

    library: Library
    templates: Environment
    settings: dict[str, Any]

    def load_templates(self) -> None:
        """Load all templates now."""
        for name in self.templates.list_templates(extensions=["jinja"]):
            self.templates.get_template(name)

    def pages(self) -> Iterator[Page]:
        """Every generated page."""
        yield from self.other_pages()
        yield from map(self.record_page, self.library.records_with_page)

    def shapes(self) -> Iterator[Page]:
        """A page for each page that is like no other, and one for each folder of pages alike; needs the vocabularies only."""
        yield from (page for page in self.other_pages() if not page.one_of_many)
        yield from (self._facet_page(facet, next(iter(self.library.terms(facet))), []) for facet in INDEXED)
        for kind, (template, _, _, trail) in RECORD_PAGES.items():
            in_menu = [path for path in self.menu if posixpath.split(path)[0] == kind.folder]
            for path in [f"{kind.folder}/fiche.md", *in_menu]:
                if not path.endswith("/index.md"):
                    source = f"{path.removesuffix('.md')}{kind.suffix}"
                    extra = record_header(kind)
                    yield self._page(path, template, "", source=source, trail=trail, extra=extra, one_of_many=True)

    @property
    def menu(self) -> list[str]:
        """The paths of the pages that the menu names, each marked there as the current page when it is read."""
        return list(self.settings.get("menu", ()))

    def record_page(self, record: Record) -> Page:
        """The page of a record."""
        template, title, description, trail = RECORD_PAGES[type(record)]
        text = getattr(record, title)
        return self._page(
            f"{record.folder}/{record.id}.md",
            template,
            text[:1].upper() + text[1:] if isinstance(record, Terme) else text,
            description=plain(getattr(record, description)),
            source=record.path,
            trail=trail,
            extra=record_header(type(record)),
            one_of_many=True,
            values=lambda: {"record": record, "notes": Notes(getattr(record, "sources", ()))},
        )

    def other_pages(self) -> Iterator[Page]:
        """Every generated page but those of the records."""
        yield self._page("index.md", "accueil", "Accueil", extra={"hide": ["navigation", "toc"]})
        yield from self._initiatives()
        yield from self._map_and_timeline()
        yield self._page("recits/index.md", "recits", "Récits du voyage")
        yield from self._context()
        yield from self._glossary()
        yield self._page("parcours/index.md", "parcours-index", "Parcours de lecture")
        yield self._page("plan-du-site.md", "plan-du-site", "Plan du site")
        yield self._page("a-propos/etat-de-la-base.md", "etat-de-la-base", "État de la base")
        for path, template, title in STATIC_PAGES:
            yield self._page(path, f"pages/{template}", title, in_markdown=True)
        yield from self._guide()
        yield from self._form()

    def files(self) -> Iterator[tuple[str, str]]:
        """Every generated file that is not a page: its path and its text."""
        for name, text in schema_files(self.library, closed=True):
            yield f"{SCHEMAS}{name}", text
        for kind in KINDS:
            yield f"{GUIDE[1]}{_download(kind)}", self._annotated(kind)
        yield from form_files(self.library)
        yield from self._editor()

    def _editor(self) -> Iterator[tuple[str, str]]:
        """The editor’s own page, outside the theme, and its settings."""
        forge = self.settings["forge"]
        page = self.templates.get_template("editeur.html.jinja").render(site=self.settings, **editor.page_values(forge))
        yield f"{editor.FOLDER}/index.html", typography.typographic_page(page)
        yield f"{editor.FOLDER}/reglages.json", editor.settings_text(self.library, forge)
        yield f"{editor.FOLDER}/modeles.json", models_text()

    def _form(self) -> Iterator[Page]:
        yield self._page(
            "contribuer/formulaire/index.md", "formulaire/index", FORM[0], trail=(CONTRIBUTE,), in_markdown=True
        )
        for kind in FORM_KINDS:
            name = schema_name(kind)
            yield self._page(
                f"contribuer/formulaire/{name}.md",
                f"formulaire/{name}",
                FORM_TITLES[name],
                trail=(CONTRIBUTE, FORM),
                extra=FORM_PAGE,
                values=partial(self._form_values, kind),
            )

    def _form_values(self, kind: type[Record]) -> Values:
        preview = self.templates.get_template(f"formulaire/_{schema_name(kind)}.jinja").render()
        return {
            "etapes": partial(form_steps, form_entries(kind, self.library)),
            "apercu": Markup(preview),  # noqa: S704 — ours
        }

    def _guide(self) -> Iterator[Page]:
        kinds = [(schema_name(kind), kind) for kind in KINDS if kind is not Vocabulaire]
        yield self._page(
            "contribuer/guide/index.md",
            "guide",
            GUIDE[0],
            trail=(CONTRIBUTE,),
            in_markdown=True,
            values=lambda: {"kinds": kinds},
        )
        yield self._page(
            "contribuer/guide/listes.md", "listes", "Listes fermées", trail=(CONTRIBUTE, GUIDE), in_markdown=True
        )
        for kind in KINDS:
            yield self._page(
                f"contribuer/guide/{schema_name(kind)}.md",
                "guide-fiche",
                f"La fiche « {kind.label} », clé par clé",
                trail=(CONTRIBUTE, GUIDE),
                values=partial(self._guide_values, kind),
            )

    def _guide_values(self, kind: type[Record]) -> Values:
        return {
            "kind": kind,
            "schema": f"{SCHEMAS}{schema_name(kind)}.schema.json",
            "download": _download(kind),
            "keys": record_keys(kind, self.library, self._example(kind)),
            "example": self._annotated(kind),
        }

    def _annotated(self, kind: type[Record]) -> str:
        return annotated_example(self._example(kind), self.library)

    def _example(self, kind: type[Record]) -> Record:
        """The example of a kind, which is not a record of the base."""
        path = f"exemples/{schema_name(kind)}{kind.suffix}"
        document = parse_document(path, self._source(path))
        return kind.from_document(document, document.data)

    def _source(self, path: str) -> str:
        if self.templates.loader is None:
            raise TemplateNotFound(path)
        return self.templates.loader.get_source(self.templates, path)[0]

    def _initiatives(self) -> Iterator[Page]:
        explorer = Explorer(self.library)
        yield self._page(
            "initiatives/index.md",
            "initiatives",
            "Initiatives du Québec",
            extra=EXPLORER,
            values=lambda: {"explorer": explorer},
        )
        for facet in INDEXED:
            yield from self._facet(facet, explorer)
        yield self._page(
            f"{MET[1]}index.md",
            "rencontrees",
            MET[0],
            trail=(INITIATIVES,),
            values=lambda: {"initiatives": explorer.at("rencontree", "oui"), "full": FULL_CARDS},
        )
        yield self._page("comparer.md", "comparer", "Comparer des initiatives", extra={"hide": ["navigation", "toc"]})

    def _facet(self, facet: str, explorer: Explorer) -> Iterator[Page]:
        vocabulary = self.library.vocabularies[facet]
        counted = {term: explorer.at(facet, term) for term in vocabulary.termes}
        yield self._page(
            f"initiatives/{facet}/index.md",
            "facette-index",
            vocabulary.titre,
            trail=(INITIATIVES,),
            values=lambda: {"facet": facet, "counted": counted},
        )
        for term in vocabulary.termes:
            if counted[term]:
                yield self._facet_page(facet, term, counted[term])

    def _facet_page(self, facet: str, term: str, initiatives: list[Initiative]) -> Page:
        entry, folder = self.library.term(facet, term), f"initiatives/{facet}"
        return self._page(
            f"{folder}/{term}.md",
            "facette",
            entry.libelle,
            description=plain(entry.definition),
            trail=(INITIATIVES, (self.library.vocabularies[facet].titre, f"{folder}/")),
            one_of_many=True,
            values=lambda: {"facet": facet, "entry": entry, "initiatives": initiatives, "full": FULL_CARDS},
        )

    def _map_and_timeline(self) -> Iterator[Page]:
        extra = {"styles": ["assets/css/carte.css"]}
        yield self._page(
            "carte/index.md",
            "carte",
            "La carte des initiatives",
            trail=(INITIATIVES,),
            extra=extra,
            values=lambda: {"places": places_of(self.library)},
        )
        yield self._page(
            "frise/index.md",
            "frise",
            "La frise des initiatives et des passages",
            trail=(INITIATIVES,),
            extra=extra,
            values=lambda: {"timeline": timeline_of(self.library, LANDMARKS)},
        )

    def _context(self) -> Iterator[Page]:
        yield self._page("contexte/index.md", "contexte", "La Seine-Saint-Denis")
        for folder, title in (
            ("besoins", "Besoins"),
            ("notes", "Notes"),
            ("acteurs", "Acteurs locaux"),
            ("transferts", "Transferts"),
        ):
            yield self._page(f"contexte/{folder}/index.md", folder, title, trail=(CONTEXT,))

    def _glossary(self) -> Iterator[Page]:
        letters: dict[str, list[Record]] = defaultdict(list)
        for terme in self.library.termes:
            letters[sort_key(terme.terme)[:1].upper()].append(terme)
        yield self._page(
            "glossaire/index.md", "glossaire", "Lexique Québec–France", values=lambda: {"letters": letters}
        )

    def _explained(self, body: str, base: str, *, about_here: bool) -> str:
        """`body` with its words linked to the lexicon, then what explains them in place."""

        def address(terme: Terme) -> str:
            return relative_url(f"{terme.folder}/{terme.id}/", base)

        text, termes = explained_page(body, self.library.explained, address, about_here=about_here)
        if not termes:
            return body
        script = self._link("assets/js/mots.js", base)
        bulles = self.templates.get_template("_bulles.jinja")
        return f"{text}\n{bulles.render(termes=termes, adresse=address, script=script)}"

    def _page(
        self,
        path: str,
        template: str,
        title: str,
        values: Callable[[], Values] = dict,
        extra: dict[str, Any] | None = None,
        **header: Any,  # noqa: ANN401 — what else `Page` asks for
    ) -> Page:
        """A page to be drawn by `template` from `values`, which are worked out only then."""
        named = {
            key: [self._assets.get(name, name) for name in said] if isinstance(said, list) else said
            for key, said in (extra or {}).items()
        }
        if template in FOLLOWED:
            named["flux"] = FEED
        if path in self.menu:
            header["one_of_many"] = False
        return Page(path, title, partial(self._drawn, path, template, title, values), template, extra=named, **header)

    def _drawn(self, path: str, template: str, title: str, values: Callable[[], Values]) -> str:
        base = page_url(path)
        shown = values()
        body = self.templates.get_template(f"{template}.md.jinja").render(
            library=self.library,
            site=self.settings,
            titre=title,
            section=SECTIONS[template],
            lien=lambda target: self._link(target, base),
            page=lambda record: relative_url(f"{record.folder}/{record.id}/", base),
            series=series,
            preuve=lambda initiative: strongest_proof(self.library, initiative),
            **shown,
        )
        if isinstance(shown.get("record"), EXPLAINED):
            body = self._explained(body, base, about_here=isinstance(shown["record"], ABOUT_HERE))
        return tidy(with_anchors(body, SECTIONS[template], ANCHORS[template]))

    @property
    def _assets(self) -> dict[str, str]:
        names: dict[str, str] = self.settings.get("assets", {})
        return names

    def _link(self, target: str, base: str) -> str:
        return relative_url(self._assets.get(target, target), base)


def series(chiffres: tuple[Chiffre, ...]) -> dict[str, list[Chiffre]]:
    """The figures that are plotted together: those that share a series of at least two."""
    groups: dict[str, list[Chiffre]] = defaultdict(list)
    for chiffre in chiffres:
        if chiffre.serie:
            groups[chiffre.serie].append(chiffre)
    return {name: group for name, group in groups.items() if len(group) > 1}


def tidy(text: str) -> str:
    """`text` without runs of blank lines, so that templates may be laid out to be read."""
    lines: list[str] = []
    for line in text.splitlines():
        stripped = line.rstrip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip() + "\n"
