"""Which documents broke with the past, and whether what came after followed them."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from toolkit.corpus.days import year_of
from toolkit.corpus.sliced import Slices
from toolkit.errors import OptionError, ShapeError
from toolkit.provenance import Provenance
from toolkit.topics.base import TopicModel
from toolkit.topics.factors import Floats
from toolkit.topics.sequence import ordered
from toolkit.topics.surprise import distance, shuffled, surprise
from toolkit.topics.vectors import DocumentVectors

COLUMNS = ("id", "date", "year", "title", "author", "n_tokens", "novelty", "transience",
           "resonance", "null_low", "null_high", "p_value")  # fmt: skip
# Rank correlation with length from which on it is a doubt.
LENGTH = 0.3


@dataclass(frozen=True, eq=False)
class Novelty:
    """Novelty, transience and resonance of every dated document.

    Attributes
    ----------
    table : polars.DataFrame
        One row a document in order of time, columns `COLUMNS`. `novelty` is null in the first
        `window` documents, `transience` in the last, `resonance` and what belongs to it in both.
        `null_low` to `null_high` is the resonance of the same document when the order is drawn
        at random; `p_value` the share of such draws at least as resonant.
    window : int
        Documents looked at on each side.
    level : float
        Of the band of chance.
    of : str
        What was compared: "topics", "words" or "vectors".
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    table: pl.DataFrame
    window: int
    level: float = 0.95
    of: str = "topics"
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        missing = [name for name in COLUMNS if name not in self.table.columns]
        if missing or self.table.drop_nulls("resonance")["p_value"].null_count():
            msg = f"novelty without {', '.join(missing) or 'what chance gives'}; it needs both."
            raise ShapeError(msg)

    def top(self, n: int = 10) -> pl.DataFrame:
        """Give the n most resonant documents, the first the most."""
        return (
            self.table.drop_nulls("resonance")
            .sort("resonance", "id", descending=[True, False])
            .head(n)
        )

    @property
    def unit(self) -> str:
        """In what the values are measured: bits, or cosine distance in [0, 2]."""
        return "cosine distance" if self.of == "vectors" else "bits"

    def by(self, which: str | Slices) -> pl.DataFrame:
        """Average over the documents of each value of a column, such as "author", or of each slice.

        Returns
        -------
        polars.DataFrame
            The column (of slices: `slice`), n_documents with a resonance, how many of them lie
            beyond chance (`n_beyond`), and the means of novelty, transience and resonance; the
            most resonant first, slices in order of time, those without documents with nulls.
        """
        known = self.table.drop_nulls("resonance")
        beyond = (pl.col("resonance") > pl.col("null_high")).sum().cast(pl.Int64)
        means = [pl.col(name).mean() for name in ("novelty", "transience", "resonance")]
        counts = (pl.len().cast(pl.Int64).alias("n_documents"), beyond.alias("n_beyond"))
        if isinstance(which, str):
            grouped = known.group_by(which).agg(*counts, *means)
            return grouped.sort("resonance", which, descending=[True, False])
        ids = which.corpus.documents["id"]
        placed = [(part.label, name) for part in which for name in ids[part.documents]]
        where = pl.DataFrame(placed, {"slice": pl.String, "id": pl.String}, orient="row")
        grouped = where.join(known, on="id").group_by("slice").agg(*counts, *means)
        every = pl.DataFrame({"slice": which.labels}, {"slice": pl.String})
        found = every.join(grouped, on="slice", how="left", maintain_order="left")
        return found.with_columns(pl.col("n_documents", "n_beyond").fill_null(0))

    def answer(self) -> list[str]:
        """Say in plain sentences which documents broke with the past and stuck."""
        top = self.top(10)
        if not len(top):
            return [f"No document has {self.window} others before and after it."]
        above = self.table.filter(pl.col("resonance") > pl.col("null_high")).height
        judged = self.table["resonance"].drop_nulls().len()
        names = "; ".join(
            f"{row['title'] or row['id']} ({row['date']}, {row['resonance']:+.2f})"
            for row in top.iter_rows(named=True)
        )
        return [
            f"Most resonant, of {judged} documents with {self.window} before and after, in "
            f"{self.unit}: {names}.",
            f"{above} of {judged} are more resonant than {self.level:.0%} of random orders allow; "
            f"{(1 - self.level) / 2:.1%} would be by chance.",
        ]

    def __str__(self) -> str:
        shown = self.top(10).drop("year")
        with pl.Config(
            tbl_rows=60, tbl_cols=-1, tbl_width_chars=160, tbl_hide_dataframe_shape=True
        ):
            return "\n".join([f"novelty, window {self.window}", str(shown),
                              *(f"doubt: {doubt}" for doubt in self.doubts)])  # fmt: skip

    __repr__ = __str__


def novelty(
    source: TopicModel | DocumentVectors,
    *,
    window: int = 30,
    of: str | None = None,
    permutations: int = 999,
    level: float = 0.95,
    seed: int = 7,
) -> Novelty:
    """Measure how far every document differs from those before it and from those after it.

    Documents are read in order of time as distributions over topics or words, or as vectors.
    Each topic of a document gets one word besides its own, so that no share is 0; words are
    smoothed by a thousand words of the corpus.

    Parameters
    ----------
    source : TopicModel or DocumentVectors
        The documents.
    window : int
        Documents looked at on each side.
    of : {"topics", "words", "vectors"}, optional
        Of a topic model "topics" (without it) or "words", those that the model reads; of document
        vectors "vectors".
    permutations : int
        Orders drawn at random for the band of chance and p.
    level : float
        Of the band.
    seed : int
        Of the draws.

    Returns
    -------
    Novelty
        In bits, of vectors in cosine distance; a document longer than others has less noise in
        its shares, and so less novelty: where novelty goes with length it is a doubt.

    Raises
    ------
    OptionError
        If an option lies outside what is allowed.
    ShapeError
        If fewer than two documents are dated and read.

    Notes
    -----
    KL is the true divergence, ``sum p log2(p / q)``; at the edges there is no value.
    Source: Barron et al. 2018, doi:10.1073/pnas.1717729115.
    """
    if permutations < 99:
        msg = f"permutations {permutations}; give at least 99."
        raise OptionError(msg)
    vectors = isinstance(source, DocumentVectors)
    of = of or ("vectors" if vectors else "topics")
    line = ordered(source, of)
    found = (distance if vectors else surprise)(line.values, window)
    rng = np.random.default_rng(seed)
    chance = shuffled(line.values, window, permutations, rng, vectors=vectors)
    band = _chance(found.resonance, chance, level)
    documents = source.corpus.documents
    table = (
        documents[line.rows]
        .select("id", "date", "title", "author")
        .with_columns(
            year=pl.Series([year_of(day / 2) for day in line.middle]),
            n_tokens=pl.Series(line.words.astype(np.int64)),
            **{name: pl.Series(values) for name, values in zip(found._fields, found, strict=True)},
            **{name: pl.Series(values) for name, values in band.items()},
        )
    )
    settings = {**source.provenance.settings, "window": window, "of": of}
    return Novelty(
        table=table.select(COLUMNS).with_columns(pl.col(COLUMNS[6:]).fill_nan(None)),
        window=window,
        level=level,
        of=of,
        doubts=(*source.doubts, *_doubts(found.novelty, line.words, line.middle, len(documents))),
        provenance=Provenance(
            source.corpus.hash,
            settings | {"permutations": permutations},
            seed,
            dated=source.corpus.dated,
        ),
    )


def _chance(resonance: Floats, chance: Floats, level: float) -> dict[str, Floats]:
    """Band and p of every document that has a resonance, from the draws in which it had one."""
    judged = np.isfinite(resonance)
    band = {name: np.full(len(resonance), np.nan) for name in ("null_low", "null_high", "p_value")}
    if judged.any():
        drawn = chance[:, judged]
        tails = [(1 - level) / 2, (1 + level) / 2]
        band["null_low"][judged], band["null_high"][judged] = np.nanquantile(drawn, tails, axis=0)
        held = np.isfinite(drawn).sum(axis=0)
        band["p_value"][judged] = (1 + (drawn >= resonance[judged]).sum(axis=0)) / (1 + held)
    return band


def _doubts(novelty: Floats, words: Floats, middle: Floats, n_documents: int) -> list[str]:
    from scipy.stats import spearmanr

    said = []
    left_out = n_documents - len(words)
    if left_out:
        said.append(f"{left_out:,} documents without a date or without words have no novelty")
    tied = len(middle) - len(np.unique(middle))
    if tied:
        said.append(f"{tied:,} documents share their date with another: ordered by id there")
    judged = np.isfinite(novelty)
    if judged.sum() > 2 and len(np.unique(words[judged])) > 1:
        rank = float(spearmanr(novelty[judged], words[judged])[0])
        if abs(rank) >= LENGTH:
            signed = f"{rank:+.2f}".replace("-", "−")
            said.append(f"novelty goes with the length of documents (rank correlation {signed})")
    return said
