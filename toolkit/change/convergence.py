"""The same concept in several groups: how far apart within slices, and whether it falls."""

from itertools import combinations
from typing import Any, Literal, NamedTuple

import numpy as np
import polars as pl

from toolkit.change import doubts as say
from toolkit.change.baseline import Against
from toolkit.change.convergence_slope import trend_of
from toolkit.change.convergence_table import GROUP_COLUMNS, TREND_COLUMNS, Convergence, schema
from toolkit.change.evidence import evidence
from toolkit.change.question import Pair, Question, in_space
from toolkit.change.series import judge
from toolkit.change.timeline import check_apart
from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.groups import kinds
from toolkit.corpus.sliced import Rows, Slice, Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW, usages
from toolkit.statistics.multiple import benjamini_hochberg

# More groups than this have more pairs than a reader can follow.
MOST_GROUPS = 6


class _Judged(NamedTuple):
    """Rows of one pair of groups, and of the slices that were judged: number and pair of sides."""

    rows: list[dict[str, Any]]
    pairs: dict[int, Pair]
    doubts: list[tuple[str, str]]


def convergence(
    concept: Concept | str,
    corpus: Corpus,
    *,
    by: str,
    slices: Slices | None = None,
    space: Space | str = "ppmi",
    metric: Literal["cosine", "squared"] = "cosine",
    window: int = WINDOW,
    center: Literal["corpus", "slice"] = "corpus",
    unit: str = "auto",
    controls: int = 99,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> Convergence:
    """Compare the use of a concept between groups within slices, and follow their distance.

    Parameters
    ----------
    concept : Concept or str
        A concept, or a pattern.
    corpus : Corpus
        The corpus; `grouped` gives it groups of authors, countries or sources.
    by : str
        The document variable that tells the groups, 2 to 6 values; documents without one are left
        out and counted.
    slices : Slices, optional
        Without them decades. They must not overlap.
    space : Space or str
        A fitted space, or the name of one.
    metric : {"cosine", "squared"}
        The debiased distance.
    window, center, unit, controls, permutations, level, seed
        As in `drift`. The unit "auto" is the author where groups hold different authors, five or
        more on each side: groups then differ only if they do so beyond what their authors do.

    Returns
    -------
    Convergence
        One row a pair of groups and slice; and for each pair the slope of the distance.

    Raises
    ------
    UnknownNameError
        If the documents have no such variable.
    OptionError
        If there are fewer than two or more than six groups, or slices overlap.

    Notes
    -----
    Counts below the floors give no value and a doubt. For chance within a slice, units are
    exchanged between the groups; for that of a slope, documents between the slices of a group.
    Source: Green et al. 2025, doi:10.1017/pan.2024.22; Chen & Qin 2010, doi:10.1214/09-AOS716.
    """
    names = _groups(corpus, by, metric)
    slices = make_slices(corpus) if slices is None else slices
    check_apart(slices)
    space = space_of(space, corpus, seed=seed)
    hits, n_others = in_space(find(concept, corpus), space)
    found = usages(space, corpus, hits.position, hits.length, window)
    question = Question(
        *(hits, found, space, metric, center, "occurrence", unit, None, window),
        *(controls, permutations, level, seed),
    )
    values = corpus.values(by).cast(pl.String).fill_null("").to_numpy().astype(str)
    tables, trends, said = [], [], _left_out(question, values, by)
    for number, (group, other) in enumerate(combinations(names, 2)):
        inside = (values == group, values == other)
        one = _compared(question, slices, inside, number, other)
        tables += [row | {"group": group, "other": other} for row in one.rows]
        sides = {"concept": hits.concept.name, "group": group, "other": other}
        trends.append(sides | trend_of(question, slices, one.pairs, inside))
        said += say.gathered((f"{group} and {other}, {label}", what) for label, what in one.doubts)
    _judge(tables)
    _judge(trends)
    return Convergence(
        hits.concept.name,
        by,
        space.name,
        metric,
        pl.DataFrame(tables, schema=schema(GROUP_COLUMNS)),
        pl.DataFrame(trends, schema=schema(TREND_COLUMNS)),
        evidence(question, _parts(slices, values, names), {}),
        level,
        (*said, *say.of_slices(question, slices), *say.of_texts(question, n_others)),
        Provenance(corpus.hash, _settings(question, by), seed, dated=corpus.dated),
    )


def _groups(corpus: Corpus, by: str, metric: str) -> list[str]:
    """Name the groups; refuse numbers of them, or measures, that cannot be compared."""
    if metric not in ("cosine", "squared"):
        msg = f"metric {metric!r}; groups are compared by cosine or squared."
        raise OptionError(msg)
    names = kinds(corpus, by)
    if not 2 <= len(names) <= MOST_GROUPS:
        msg = (
            f"{by!r} has {len(names)} values; 2 to {MOST_GROUPS} groups can be compared: take "
            "values together with grouped(corpus, {'name': [values], …})."
        )
        raise OptionError(msg)
    return names


def _compared(
    question: Question, slices: Slices, inside: tuple[Any, Any], number: int, other: str
) -> _Judged:
    """Compare two groups in every slice."""
    rows, pairs, doubts = [], {}, []
    for at, part in enumerate(slices):
        mine, theirs = (part.documents[group[part.documents]] for group in inside)
        uses = question.uses_of[theirs]
        found = judge(
            question, part._replace(documents=mine), Against(other, theirs), 1000 * number + at
        )
        row = found.row | {
            "n_documents_other": int((uses > 0).sum()),
            "n_occurrences_other": int(uses.sum()),
        }
        rows.append({name: row.get(name) for name in GROUP_COLUMNS})
        doubts += found.doubts if row["n_occurrences"] and uses.sum() else []
        if found.pair is not None and row["value"] is not None:
            pairs[at] = found.pair
    return _Judged(rows, pairs, doubts)


def _judge(rows: list[dict[str, Any]]) -> None:
    """Give q over all rows that have a p."""
    p = np.array([np.nan if row["p_value"] is None else row["p_value"] for row in rows], float)
    for row, q in zip(rows, benjamini_hochberg(p), strict=True):
        row["q_value"] = float(q) if np.isfinite(q) else None


def _left_out(question: Question, values: Any, by: str) -> list[str]:  # noqa: ANN401  (texts)
    uses = int(question.uses_of[values == ""].sum())
    return [say.standing(uses, f"in documents without {by}")] if uses else []


def _parts(slices: Slices, values: Any, names: list[str]) -> list[Slice]:  # noqa: ANN401  (texts)
    """Give the documents of each group and slice, to show their passages."""
    return [
        part._replace(label=f"{name}, {part.label}", documents=_of(part.documents, values, name))
        for part in slices
        for name in names
    ]


def _of(documents: Rows, values: Any, name: str) -> Rows:  # noqa: ANN401  (texts)
    chosen: Rows = documents[values[documents] == name]
    return chosen


def _settings(question: Question, by: str) -> dict[str, object]:
    names = ("metric", "center", "unit", "window", "controls", "permutations", "level")
    settings: dict[str, object] = {"concept": question.hits.concept.name, "by": by}
    settings |= {"space": question.space.name}
    return settings | {name: getattr(question, name) for name in names}
