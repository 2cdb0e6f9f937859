"""The whole way on an invented archive: report, figures, tables, and truth beside finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from matplotlib.figure import Figure

from toolkit.change.base import DriftSeries, FrequencySeries
from toolkit.change.drift import drift
from toolkit.change.frequency import frequency
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.slices import Slices, slices
from toolkit.datasets.planted import Planted, planted_archive
from toolkit.figures import FIGURES
from toolkit.figures.save import figure_bytes, write_atomic
from toolkit.figures.style import style
from toolkit.figures.tables import csv_bytes
from toolkit.reports.clean import slug
from toolkit.reports.report import report
from toolkit.spaces.base import Space
from toolkit.spaces.fit import fit

Result = DriftSeries | FrequencySeries

LEVEL = 0.05
SHORTEST = 2
RULE = (
    "A change counts as found if q ≤ 0.05 in the last two judged slices, and is dated to the "
    "first slice from which q stays there; p_control tells how many comparable words moved as far."
)
QUESTION = "Which of these concepts changed their company, and when?"
# The variable whose shares alone move a concept of this kind; held fixed, nothing should move.
HELD = {"authors": "school", "genre": "genre"}
RIGHT = ("right", "as the mix")


class Finding(NamedTuple):
    """What the rule says of one series; all null if no slice could be judged."""

    found: bool | None
    when: str | None
    value: float | None
    q_value: float | None
    p_control: float | None


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo made.

    Attributes
    ----------
    table : polars.DataFrame
        Truth beside finding: ``concept``, ``kind``, ``held`` (the variable held fixed, or
        null), ``expected``, ``when``, ``until``, ``found``, ``found_when``, ``value``,
        ``q_value``, ``p_control`` (of the slice of the finding, else of the last judged one)
        and ``verdict``, as in `toolkit.datasets.truth.truth_beside`.
    files : tuple of Path
        What was written.
    """

    table: pl.DataFrame
    files: tuple[Path, ...]

    def summary(self) -> list[str]:
        """Count how often truth and finding agree.

        Returns
        -------
        list of str
        """
        alone = self.table.filter(pl.col("held").is_null())
        return [
            RULE,
            _score(alone, "change", "planted changes", "found in their place"),
            _score(alone, "none", "decoys", "left alone"),
            _score(self.table.drop_nulls("held"), "mix", "changes of the mix", "gone, once held"),
        ]

    def disagreements(self) -> list[str]:
        """Say where the finding is not the truth; what could not be judged is no disagreement.

        Returns
        -------
        list of str
        """
        wrong = self.table.filter(~pl.col("verdict").is_in([*RIGHT, "not judged"]))
        return [
            f"{row['concept']} ({row['kind']}): {row['verdict']}"
            for row in wrong.iter_rows(named=True)
        ]


def demo(folder: str | Path, *, seed: int = 7, documents: int | None = None) -> Demo:
    """Write an invented archive, measure its concepts, and set the findings beside the truth.

    Parameters
    ----------
    folder : str or Path
        Gets ``archive.corpus``, ``report.html``, ``figures/*.svg`` and ``tables/*.csv``.
    seed : int
        Everything changes with it.
    documents : int, optional
        Number of documents of the archive; without it that of its settings.

    Returns
    -------
    Demo

    Notes
    -----
    Concepts that only seem to change, because authors or genres change their shares, are
    measured a second time with that variable held fixed.
    """
    place = Path(folder)
    planted = planted_archive(seed=seed, documents=documents)
    corpus = Corpus.build(place / "archive.corpus", planted.documents, force=True)
    cut, space = slices(corpus), fit("ppmi", corpus, seed=seed)
    concepts = [Concept(row["concept"], [row["pattern"]]) for row in planted.truth.rows(named=True)]
    kinds = dict(planted.truth.select("concept", "kind").iter_rows())
    series = [drift(one, corpus, slices=cut, space=space, seed=seed) for one in concepts]
    counted = [one for one in concepts if kinds[one.name] == "frequency"]
    results: list[Result] = [
        *series,
        *(frequency(find(one, corpus), slices=cut) for one in counted),
    ]
    table = pl.concat([_beside(planted, series, None), *_held(planted, concepts, cut, space, seed)])
    files = [
        *_figures(place / "figures", results),
        *_tables(place / "tables", planted, results, table),
        _report(place / "report.html", results, corpus, cut),
    ]
    return Demo(table, tuple(files))


def finding(series: DriftSeries) -> Finding:
    """Apply the rule to one series.

    Parameters
    ----------
    series : DriftSeries

    Returns
    -------
    Finding
    """
    rows = series.table.drop_nulls("value").to_dicts()
    if not rows:
        return Finding(None, None, None, None, None)
    run: list[dict[str, Any]] = []
    for row in reversed(rows):
        if row["q_value"] > LEVEL:
            break
        run.insert(0, row)
    found = len(run) >= SHORTEST
    told = run[0] if found else rows[-1]
    when = told["slice"] if found else None
    return Finding(found, when, told["value"], told["q_value"], told["p_control"])


def _beside(planted: Planted, series: Sequence[DriftSeries], held: str | None) -> pl.DataFrame:
    found = pl.DataFrame(
        [{"concept": one.concept, **finding(one)._asdict()} for one in series],
        schema={
            "concept": pl.String,
            "found": pl.Boolean,
            "when": pl.String,
            "value": pl.Float64,
            "q_value": pl.Float64,
            "p_control": pl.Float64,
        },
    )
    numbers = found.drop("found", "when")
    beside = planted.beside(found).join(numbers, on="concept", maintain_order="left")
    return beside.select(
        *("concept", "kind", pl.lit(held, dtype=pl.String).alias("held"), "expected"),
        *("when", "until", "found", "found_when", "value", "q_value", "p_control", "verdict"),
    )


def _held(
    planted: Planted, concepts: Sequence[Concept], cut: Slices, space: Space, seed: int
) -> list[pl.DataFrame]:
    """Measure what moves with the mix once more, the mix held fixed."""
    kinds = dict(planted.truth.select("concept", "kind").iter_rows())
    again = []
    for kind, variable in HELD.items():
        mixed = [one for one in concepts if kinds[one.name] == kind]
        series = [
            drift(one, cut.corpus, slices=cut, space=space, strata=variable, seed=seed)
            for one in mixed
        ]
        again.append(_beside(planted, series, variable))
    return again


def _figures(folder: Path, results: Sequence[Result]) -> list[Path]:
    files = []
    for one in results:
        with style("page"):
            figure = Figure(layout="constrained")
            FIGURES.get(_kind(one))(one, ax=figure.subplots())
            drawn = figure_bytes(figure, "svg", quiet=True)
        files.append(folder / f"{_kind(one)}-{slug(one.concept)}.svg")
        write_atomic(files[-1], drawn)
    return files


def _kind(result: Result) -> str:
    return "drift" if isinstance(result, DriftSeries) else "frequency"


def _tables(
    folder: Path, planted: Planted, results: Sequence[Result], table: pl.DataFrame
) -> list[Path]:
    named = {f"{_kind(one)}-{slug(one.concept)}": one.table for one in results}
    named |= {"truth": planted.truth, "truth-beside-finding": table}
    for name, one in named.items():
        write_atomic(folder / f"{name}.csv", csv_bytes(one))
    return [folder / f"{name}.csv" for name in named]


def _report(path: Path, results: Sequence[Result], corpus: Corpus, cut: Slices) -> Path:
    page = report(
        results, question=QUESTION, corpus=corpus, slices=cut, title="An invented archive"
    )
    return page.save(path)


def _score(table: pl.DataFrame, expected: str, things: str, done: str) -> str:
    """Say `6 of 7 planted changes found in their place`."""
    chosen = table.filter(pl.col("expected") == expected)
    right = chosen.filter(pl.col("verdict") == "right")
    return f"{right.height} of {chosen.height} {things} {done}."
