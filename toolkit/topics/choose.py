"""How many topics: stability and coherence over several numbers of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError, ShapeError
from toolkit.provenance import Provenance
from toolkit.topics.fit import fit_topics
from toolkit.topics.matching import STABLE

CHOICE_COLUMNS = (
    *("topics", "stability", "low", "high", "n_stable"),
    *("coherence", "npmi", "exclusivity", "n_passages"),
)
NUMBERS = (10, 20, 40, 60)


@dataclass(frozen=True, eq=False)
class TopicChoice:
    """What several numbers of topics give.

    Attributes
    ----------
    name : str
        The model.
    table : polars.DataFrame
        One row a number of topics, columns `CHOICE_COLUMNS`: mean `stability` of the topics, its
        quartiles over them `low` and `high`, how many reach .5 (`n_stable`), the means of
        coherence (c_v), NPMI and exclusivity, and the passages read.
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    name: str
    table: pl.DataFrame
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != CHOICE_COLUMNS:
            msg = f"a choice of topics needs the columns {', '.join(CHOICE_COLUMNS)}."
            raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say which number is most stable and which most coherent; the choice is the reader's."""
        if not len(self.table):
            return ["No number of topics could be fitted."]
        firm = self.table.sort("stability", "topics", descending=[True, False]).row(0, named=True)
        clear = self.table.sort("coherence", "topics", descending=[True, False]).row(0, named=True)
        return [
            f"Most stable are {firm['topics']} topics (mean {firm['stability']:.2f}, "
            f"{firm['n_stable']} of them at {STABLE} or above); most coherent are "
            f"{clear['topics']} (c_v {clear['coherence']:.2f}).",
            "Few topics are often firm because they are broad: read the words before choosing.",
        ]

    def __str__(self) -> str:
        with pl.Config(tbl_rows=60, tbl_cols=-1, tbl_hide_dataframe_shape=True):
            shown = str(self.table)
        return "\n".join([f"numbers of topics ({self.name})", shown,
                          *(f"doubt: {doubt}" for doubt in self.doubts)])  # fmt: skip

    __repr__ = __str__


def choose_topics(
    corpus: Corpus,
    numbers: Sequence[int] = NUMBERS,
    *,
    model: str = "nmf",
    seed: int = 7,
    seeds: int = 5,
    **options: Any,  # noqa: ANN401  # those of fit_topics
) -> TopicChoice:
    """Fit several numbers of topics and compare their stability and coherence.

    Parameters
    ----------
    corpus : Corpus
        The corpus; on disk, each fit is cached beside it.
    numbers : sequence of int
        Numbers of topics, each at least 2.
    model : str
        One of `TOPIC_MODELS`.
    seed, seeds : int
        The first seed, and how many, at least 2: stability needs another run.
    **options
        As in `fit`.

    Returns
    -------
    TopicChoice
        Numbers that the corpus is too small for are left out, with a doubt.

    Raises
    ------
    OptionError
        If no number or fewer than two seeds are given, or an option does not fit the model.

    Notes
    -----
    Source: Greene, O'Callaghan & Cunningham 2014, doi:10.1007/978-3-662-44848-9_32.
    """
    wanted = sorted(set(numbers))
    if not wanted or wanted[0] < 2 or seeds < 2:
        msg = f"numbers {wanted} with {seeds} seeds; give numbers from 2 on, and at least 2 seeds."
        raise OptionError(msg)
    rows: list[dict[str, Any]] = []
    doubts: list[str] = []
    for k in wanted:
        try:
            found = fit_topics(model, corpus, topics=k, seed=seed, seeds=seeds, **options)
        except ShapeError as error:
            doubts.append(f"{k} topics left out: {error}")
            continue
        low, high = np.quantile(found.stability, [0.25, 0.75])
        means = {name: found.table[name].mean() for name in ("coherence", "npmi", "exclusivity")}
        rows.append(
            {
                "topics": k,
                "stability": float(found.stability.mean()),
                "low": float(low),
                "high": float(high),
                "n_stable": int((found.stability >= STABLE).sum()),
                "n_passages": int((found.passages.lengths > 0).sum()),
            }
            | means
        )
    counts = ("topics", "n_stable", "n_passages")
    schema = {n: pl.Int64 if n in counts else pl.Float64 for n in CHOICE_COLUMNS}
    settings = {"model": model, "numbers": " ".join(map(str, wanted)), "seeds": seeds} | options
    said = {name: str(value) for name, value in settings.items()}
    return TopicChoice(
        model,
        pl.DataFrame(rows, schema),
        tuple(doubts),
        Provenance(corpus.hash, said, seed, dated=corpus.dated),
    )
