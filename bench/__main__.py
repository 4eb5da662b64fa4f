"""`python3 dev.py bench [--tailles 100 1000] [--fois 5]`: measures, prints, and renews the page when nothing was left out."""

from __future__ import annotations

import argparse
import os
import sys

from bench.measure import StepFailed, measures
from bench.report import PAGE, RESULTS, page_text, read_results, results_text, seconds_in_words
from traversees.publish.clock import today

SIZES, TIMES = [100, 1_000, 10_000], 5


def main(arguments: list[str]) -> int:
    """Measure; returns 1 when a step failed."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Mesure la construction du site.")
    parser.add_argument("--tailles", type=int, nargs="+", default=SIZES, help="nombres de fiches")
    parser.add_argument("--fois", type=int, default=TIMES, help="combien de fois chaque étape est mesurée")
    options = parser.parse_args(arguments)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Python keeps what it compiles, as on most machines
    made = []
    try:
        for measure in measures(options.tailles, options.fois):
            made.append(measure)
            words = f"{seconds_in_words(measure.seconds)} ({measure.runs} fois), processeur {seconds_in_words(measure.cpu)}, {measure.memory} Mo"
            print(f"{measure.size} fiches, {measure.builder}, {measure.step} : {words}", flush=True)
    except StepFailed as failed:
        print(f"Une étape a échoué : {failed}", file=sys.stderr)
        return 1
    if (options.tailles, options.fois) != (SIZES, TIMES):
        print("Mesure partielle : la page n’est pas renouvelée.")
        return 0
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(results_text(made, today()), encoding="utf-8")
    PAGE.write_text(page_text(read_results(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
    print(f"{RESULTS.name} et {PAGE.name} sont à jour dans docs/a-propos/.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
