"""A map of the corpus: documents as points, near ones near."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.days import year_of
from toolkit.errors import ProvenanceError, ShapeError
from toolkit.provenance import Provenance
from toolkit.topics.factors import Floats
from toolkit.topics.vectors import DocumentVectors

MAP_COLUMNS = (
    *("id", "date", "year", "title", "author", "group", "x", "y", "n_tokens", "n_occurrences"),
)
UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class DocumentMap:
    """Documents on a plane.

    Attributes
    ----------
    table : polars.DataFrame
        One row a document with a vector, columns `MAP_COLUMNS`. `x` and `y` are its places on the
        first two principal components; `group` the value of the variable asked for, null without;
        `n_occurrences` how often the marked concept stands in it, null without one.
    vectors : str
        Which vectors.
    explained : (float, float)
        Share of the variance of the vectors along x and along y, in [0, 1].
    by, of : str
        The variable and the concept, or empty.
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    table: pl.DataFrame
    vectors: str
    explained: tuple[float, float]
    by: str = ""
    of: str = ""
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != MAP_COLUMNS:
            msg = f"a map needs the columns {', '.join(MAP_COLUMNS)}."
            raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say how much of the differences the plane shows, and whether it follows time."""
        from scipy.stats import spearmanr

        shown = sum(self.explained)
        said = [f"The plane shows {shown:.0%} of the variance of {len(self.table):,} documents."]
        dated = self.table.drop_nulls("year")
        if len(dated) > 2 and dated["year"].n_unique() > 1:
            across, up = (abs(float(spearmanr(dated["year"], dated[a])[0])) for a in ("x", "y"))
            said.append(
                f"Rank correlation with the date: {across:.2f} across, {up:.2f} upwards (sign left "
                "out, for axes have none)."
            )
        if self.of:
            holding = self.table.filter(pl.col("n_occurrences") > 0)
            said.append(f"“{self.of}” stands in {len(holding):,} of them.")
        return said

    def __str__(self) -> str:
        return "\n".join([f"map of documents ({self.vectors})", *self.answer(),
                          *(f"doubt: {doubt}" for doubt in self.doubts)])  # fmt: skip

    __repr__ = __str__


def document_map(
    vectors: DocumentVectors, *, by: str | None = None, of: Occurrences | None = None
) -> DocumentMap:
    """Lay documents out on the plane in which they differ most.

    Parameters
    ----------
    vectors : DocumentVectors
        The documents.
    by : str, optional
        A document variable, such as "author", to colour by; without it the date colours.
    of : Occurrences, optional
        A concept, whose documents are marked.

    Returns
    -------
    DocumentMap
        Principal components; the sign of each axis is such that the longest reach is positive.

    Raises
    ------
    ProvenanceError
        If the occurrences belong to another corpus.
    UnknownNameError
        If the documents have no such variable.

    Notes
    -----
    Distances on the map are those of the vectors as far as the plane shows them; see `explained`.
    Source: Jolliffe & Cadima 2016, doi:10.1098/rsta.2015.0202.
    """
    corpus, rows = vectors.corpus, vectors.rows
    if of is not None and of.corpus.hash != corpus.hash:
        msg = "the occurrences were found in another corpus; find them in this one."
        raise ProvenanceError(msg)
    places, explained = principal(vectors.vectors)
    documents = corpus.documents[rows]
    middle = (documents["start"] + documents["stop"]) / 2
    values = None
    if by is not None:
        values = corpus.values(by)[rows].cast(pl.String).fill_null("").replace("", UNKNOWN)
    uses = None if of is None else np.bincount(of.document, minlength=len(corpus))[rows]
    table = documents.select("id", "date", "title", "author").with_columns(
        year=pl.Series([None if m is None else year_of(m) for m in middle], dtype=pl.Float64),
        group=pl.Series(values, dtype=pl.String) if by else pl.lit(None, pl.String),
        x=pl.Series(places[:, 0]),
        y=pl.Series(places[:, 1]),
        n_tokens=documents["n_tokens"].cast(pl.Int64),
        n_occurrences=pl.lit(None, pl.Int64) if uses is None else pl.Series(uses),
    )
    doubts = list(vectors.doubts)
    if sum(explained) < 0.2:
        doubts.append(
            f"the plane shows {sum(explained):.0%} of the variance: near points may be far apart"
        )
    settings = {**vectors.provenance.settings, "by": by or "none"}
    settings["of"] = of.concept.name if of else "none"
    return DocumentMap(
        table.select(MAP_COLUMNS),
        vectors.name,
        explained,
        by or "",
        of.concept.name if of else "",
        tuple(doubts),
        Provenance(corpus.hash, settings, vectors.provenance.seed),
    )


def principal(vectors: Floats) -> tuple[Floats, tuple[float, float]]:
    """Give places on the first two principal components, and the share of variance of each.

    Examples
    --------
    >>> places, shares = principal(np.array([[3.0, 0.0], [-3.0, 0.0], [0.0, 1.0], [0.0, -1.0]]))
    >>> places[:, 0].tolist(), shares
    ([3.0, -3.0, 0.0, 0.0], (0.9, 0.1))
    """
    centred = vectors - vectors.mean(axis=0)
    left, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    places = np.zeros((len(vectors), 2))
    known = min(2, len(sizes))
    places[:, :known] = left[:, :known] * sizes[:known]
    longest = places[np.abs(places).argmax(axis=0), [0, 1]]
    places *= np.where(longest < 0, -1.0, 1.0)
    # Rounding leaves a zero of either sign.
    places = places + 0.0
    total = float((sizes**2).sum()) or 1.0
    shares = [float(size**2 / total) for size in sizes[:2]] + [0.0, 0.0]
    return places, (shares[0], shares[1])
