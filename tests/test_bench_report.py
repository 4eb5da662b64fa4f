"""The page of the benchmark: made from the file of results, and from nothing else."""

from __future__ import annotations

import pytest

from bench.report import (
    OURS,
    PAGE,
    RESULTS,
    SEEN,
    SITE,
    STEPS,
    Measure,
    Results,
    page_text,
    read_results,
    results_text,
    seconds_in_words,
)

MKDOCS = "MkDocs 1.6.1 et Material 9.8.1"
MEASURES = (
    Measure(1_000, OURS, SITE, 2.51, 5, 69, 1_120),
    Measure(1_000, OURS, "site-sans-recherche", 1.25, 5, 69, 1_120),
    Measure(1_000, MKDOCS, SITE, 12.5, 5, 90, 1_002),
    Measure(10_000, MKDOCS, SITE, 148.2, 1, 515, 10_002),
)
RESULTS_OF_TEST = Results("2026-11-28", "Une machine", MEASURES)


def test_the_committed_page_is_the_one_that_the_committed_results_give() -> None:
    results = read_results(RESULTS.read_text(encoding="utf-8"))
    assert page_text(results) == PAGE.read_text(encoding="utf-8"), "relancez « python3 dev.py bench »"


def test_the_results_are_read_as_they_were_written() -> None:
    assert read_results(results_text(MEASURES, "2026-11-28")).measures == MEASURES


def test_every_step_has_its_row_and_what_was_not_measured_says_so() -> None:
    page = page_text(RESULTS_OF_TEST)
    rows = page.split("<caption>Temps de chaque étape")[1].split("</table>")[0]
    assert rows.count('<th scope="row">') == len(STEPS) + len(SEEN) + 1
    assert "<td>non mesuré</td>" in rows


def test_a_step_run_once_says_so() -> None:
    assert "<td>148\u00a0s (une fois)</td>" in page_text(RESULTS_OF_TEST)


def test_our_time_is_said_in_proportion_to_that_of_mkdocs() -> None:
    assert f"0,2 fois le temps de {MKDOCS} avec l’index, 0,1 fois sans lui." in page_text(RESULTS_OF_TEST)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.432, "0,43\u00a0s"), (2.14, "2,1\u00a0s"), (148.2, "148\u00a0s"), (1.0, "1\u00a0s")],
)
def test_a_time_has_the_figures_that_mean_something(seconds: float, words: str) -> None:
    assert seconds_in_words(seconds) == words
