"""Render: a template drawn with a record that is not there yet: what it will say leaves holes, which the form’s script fills.

A hole prints a token, `⟦3⟧`: the rank of an expression in a table. A condition on a hole, or a loop over one, prints its whole body
between comments: `<!--si 3-->…<!--sinon-->…<!--fin-->`, `<!--pour 3-->…<!--fin-->`. Everything else is drawn as on a page.
"""

from __future__ import annotations

import json
from functools import partial, wraps
from inspect import signature
from typing import TYPE_CHECKING

from jinja2 import Environment, nodes
from jinja2.runtime import Context, LoopContext
from markupsafe import Markup

from traversees.contribute.form import BODY
from traversees.pages.hole import Hole, Value, is_open, refused
from traversees.pages.opening import Opener
from traversees.records.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPERATIONS = {
    *("record", "get", "item", "loop", "known", "all", "text", "listed", "list", "items", "range", "series"),
    *("blocks", "inline", "body", "refer", "called"),
    *("and", "or", "condexpr", "not", "eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin", "add", "mul", "div"),
    *("texte_nu", "en_mots", "un_an_apres", "nombre", "upper_first", "lower_first", "lower", "round"),
    *("join", "length", "map", "unique", "max", "rejectattr"),
}
"""What the script can work out: the keys of `operations` in `formulaire-apercu.js`."""


class Sketches(Environment):
    """The templates, for drawing around holes; `table` is what the holes stand for."""

    def __init__(self, **settings: Value) -> None:
        """The `settings` are those of any environment."""
        super().__init__(**settings)
        self.begin(Record)

    @classmethod
    def of(cls, templates: Environment) -> Sketches:
        """What draws the same templates, with the same filters and tests."""
        asked = signature(Environment).parameters.keys() - {"extensions", "bytecode_cache"}
        sketches = cls(**{name: value for name, value in vars(templates).items() if name in asked})
        sketches.filters = {name: sketches.opened(name, work) for name, work in templates.filters.items()}
        asked_of_all = {name: work for name, work in templates.tests.items() if name not in {"defined", "undefined"}}
        sketches.tests |= {name: sketches.opened(f"is_{name}", work) for name, work in asked_of_all.items()}
        sketches.globals["range"] = sketches.opened("range", range)
        return sketches

    def begin(self, kind: type[Record]) -> Hole:
        """A new table, and the hole of a record of this kind, of which all the others are made."""
        self.kind = kind
        self.ranks: dict[str, int] = {}
        self.shown: dict[str, set[str]] = {}
        self._loops: set[int] = set()
        self.record = self.hole("record")
        return self.record

    @property
    def table(self) -> str:
        """The expressions, in JSON: each the name of an operation, then values, or the ranks of others as `[rank]`."""
        return f"[{','.join(self.ranks)}]".replace("<", r"\u003c")

    def hole(self, operation: str, *values: Value) -> Hole:
        """What `operation` will make of `values`; the same each time."""
        for name in (operation, *(values[2:3] if operation == "rejectattr" else ())):
            if name not in OPERATIONS:
                raise refused(f"« {name} »")
        told = list(values) if operation == "text" else [self._told(value) for value in values]
        expression = json.dumps([operation, *told], ensure_ascii=False, separators=(",", ":"))
        folders = [value.folders for value in values if isinstance(value, Hole)]
        return Hole(self.ranks.setdefault(expression, len(self.ranks)), frozenset().union(*folders))

    def _told(self, value: Value) -> Value:
        if isinstance(value, Markup) and "<" in value:
            raise refused(f"« {value.strip()[:60]} » inside an expression")
        if isinstance(value, list | tuple):
            value = self.hole("listed", *value)
        elif is_open(value) and not isinstance(value, Hole):
            value = self.hole("text", value)
        if isinstance(value, Hole):
            return [value.rank]
        if not isinstance(value, str | int | float | dict | None):
            raise refused(f"a value of the type « {type(value).__name__} »")
        return value

    def opened(self, operation: str, work: Value) -> Callable[..., Value]:
        """`work`, or the hole that it leaves when it is given one."""

        @wraps(work)
        def done(*values: Value, **named: Value) -> Value:
            given = [value for value in values if not isinstance(value, Context | Environment | nodes.EvalContext)]
            if is_open([*given, *named.values()]):
                return self.hole(operation, *given, *([named] if named else []))
            return work(*values, **named)

        return done

    def getattr(self, obj: Value, attribute: str) -> Value:
        """What a template asks of a value: a key of the record, or of a record that it names."""
        if not isinstance(obj, Hole):
            return super().getattr(obj, attribute)
        if attribute == "items":
            return partial(self.hole, "items", obj)
        if obj is self.record and attribute not in {*self.kind.model_fields, "id", "body"}:
            if hasattr(self.kind, attribute):
                raise refused(f"« record.{attribute} »")
            return self.undefined(obj=self.kind, name=attribute)
        for folder in obj.folders:
            self.shown.setdefault(folder, set()).add(attribute)
        return Hole(self.hole("get", obj, BODY if attribute == "body" else attribute).rank)

    def getitem(self, obj: Value, argument: Value) -> Value:
        """The same, between brackets."""
        if not isinstance(obj, Hole):
            return super().getitem(obj, argument)
        return self.getattr(obj, argument) if isinstance(argument, str) else self.hole("get", obj, argument)

    # What the rewritten templates call.

    def any_open(self, *values: Value) -> bool:
        """Whether an operation on `values` waits for the form."""
        return is_open(values)

    def branch(self, word: str, test: Value, sets: bool = False) -> str:  # noqa: FBT001, FBT002 — templates pass it
        """The comment before a branch or after all of them; none when the drawing can choose."""
        if not is_open(test):
            return ""
        if sets:
            raise refused("a {% set %} inside an {% if %} that only the form can decide")
        return _comment(f"si {self._told(test)[0]}" if word == "si" else word)

    def drawn(self, test: Value, wanted: bool) -> bool:  # noqa: FBT001 — templates pass it
        """Whether a branch is drawn: both are, when only the form can decide."""
        return is_open(test) or bool(test) is wanted

    def turn(self, word: str, items: Value) -> str:
        """The comment before a loop over a hole, or after it."""
        if not isinstance(items, Hole):
            return ""
        return _comment(f"pour {items.rank}" if word == "pour" else word)

    def each(self, items: Value, parts: int) -> Value:
        """What a loop goes through, each with its `loop`; a hole is gone through once. `parts`: how many names take each item."""
        return self._once(items, parts) if isinstance(items, Hole) else LoopContext(items, self.undefined)

    def _once(self, items: Hole, parts: int) -> Iterator[tuple[Value, Hole]]:
        if items.rank in self._loops:
            raise refused("a loop inside a loop over the same values")
        self._loops.add(items.rank)
        item = self.hole("item", items)
        yield (
            (tuple(self.hole("get", item, rank) for rank in range(parts)) if parts else item),
            self.hole("loop", items),
        )
        self._loops.remove(items.rank)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        Opener().visit(tree)
        tree.set_environment(self)
        return tree


def _comment(words: str) -> Markup:
    return Markup(f"<!--{words}-->")  # noqa: S704 — ours
