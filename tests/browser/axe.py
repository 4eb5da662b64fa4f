"""What axe reproaches to a page of the built site."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tests.judges import judge

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUN = "([context, options]) => axe.run(context ?? document, options).then(({ violations }) => violations)"


@cache
def script() -> str:
    return judge("axe-core/axe.min.js").read_text(encoding="utf-8")


def broken_rules(page: Page, context: str | None = None, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401 — axe’s own
    """The rules that `page` breaks, or its part `context`, a selector, as axe describes them."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script())
    found: list[dict[str, Any]] = page.evaluate(RUN, [context, {"resultTypes": ["violations"], **options}])
    return found


def violations(page: Page, context: str | None = None, **options: Any) -> list[str]:  # noqa: ANN401 — axe’s own
    """What axe finds in `page`, or in its part `context`: one line per rule and element."""
    return [
        f"{rule['id']} : {node['html'][:150]} : {node['failureSummary']}"
        for rule in broken_rules(page, context, **options)
        for node in rule["nodes"]
    ]
