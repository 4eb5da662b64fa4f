"""Records: what a value means beside its type, for the checks that follow and for the JSON Schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler


class Keywords:
    """Something said of a value beside its type; `schema` is what it adds to the value's JSON Schema."""

    @property
    def schema(self) -> dict[str, Any]:
        """The keywords to add: `title` is the type in plain French."""
        return {}

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """How pydantic asks for these keywords."""
        return {**handler(core), **self.schema}


@dataclass(frozen=True)
class Terms(Keywords):
    """The text is a key of the vocabulary of this name (`vocabulaires/<name>.yml`)."""

    name: str

    @property
    def schema(self) -> dict[str, Any]:
        """The vocabulary's name; `traversees.contribute.schema` lists its terms."""
        return {"vocabulaire": self.name}


def key_in(folder: str, name: str) -> str:
    """How records name one another: `folder/id`; `name` alone is already so without a folder."""
    return f"{folder}/{name}" if folder else name


@dataclass(frozen=True)
class Reference(Keywords):
    """The text is the id of a record of this folder; without a folder, `<folder>/<id>`."""

    folder: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """The folder; `traversees.contribute.schema` lists its records."""
        return {"dossier": self.folder}

    def key(self, text: str) -> str:
        """The key of the record that `text` names."""
        return key_in(self.folder, text)


@dataclass(frozen=True)
class Prose(Keywords):
    """The text is Markdown. `cited`: every paragraph names its source; `plain`: easy-to-read French."""

    cited: bool = False
    plain: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """What kind of text is expected."""
        cited = "texte, chaque paragraphe avec sa source"
        return {"title": cited if self.cited else "texte facile à lire" if self.plain else "texte"}


@dataclass(frozen=True)
class Line(Keywords):
    """The text is one line without Markdown, shown as it is."""

    @property
    def schema(self) -> dict[str, Any]:
        """A text that is a number, as « 811 », needs no quotes."""
        said = "Attendu : une seule ligne."
        shape = {"pattern": "^[^\\n]*\\n?$", "patternErrorMessage": said}
        return {"title": "texte d’une ligne", "type": ["string", "number"], **shape}


@dataclass(frozen=True)
class Moment(Keywords):
    """The text is a date, which may not be in the future."""


@dataclass(frozen=True)
class SourceId(Keywords):
    """The text is the id of a source of the same record."""

    @property
    def schema(self) -> dict[str, Any]:
        """A name that only this record knows."""
        return {"title": "nom court d’une source de la fiche"}


@dataclass(frozen=True)
class FormerName(Keywords):
    """The text is a name that the record, or the term, had before: the addresses made of it still answer."""

    @property
    def schema(self) -> dict[str, Any]:
        """A name that nobody types in a form."""
        return {"title": "ancien nom"}


@dataclass(frozen=True)
class Shape(Keywords):
    """The text has this shape, named and described in French; `error` is its sentence in `traversees.check.messages`."""

    name: str
    pattern: str
    error: str
    expected: str
    year: bool = False

    @cached_property
    def _fits(self) -> Callable[[str], object]:
        return re.compile(self.pattern).fullmatch

    def shaped(self, text: str) -> str:
        """The text itself; refused when it has another shape."""
        if not self._fits(text):
            raise PydanticCustomError(self.error, "{expected}", {"expected": self.expected})
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """How pydantic asks for the rule."""
        return core_schema.no_info_after_validator_function(self.shaped, handler(source))

    @property
    def schema(self) -> dict[str, Any]:
        """The shape; editors read a year alone as a number."""
        years = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999} if self.year else {}
        said = f"Attendu : {self.expected}."
        return {"title": self.name, "pattern": f"^(?:{self.pattern})$", "patternErrorMessage": said, **years}
