"""A map of the corpus: documents as points, near ones near."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.days import year_of
from toolkit.errors import OptionError, ProvenanceError, ShapeError
from toolkit.provenance import Provenance
from toolkit.topics.factors import Floats
from toolkit.topics.plane import nearest_kept, umap_places
from toolkit.topics.vectors import DocumentVectors

MAP_COLUMNS = (
    *("id", "date", "year", "title", "author", "group", "x", "y", "n_tokens", "n_occurrences"),
)
UNKNOWN = "unknown"
LAYOUTS = ("pca", "umap")


@dataclass(frozen=True, eq=False)
class DocumentMap:
    """Documents on a plane.

    Attributes
    ----------
    table : polars.DataFrame
        One row a document with a vector, columns `MAP_COLUMNS`. `x` and `y` are its places, on
        the first two principal components or as UMAP lays them out; `group` the value of the
        variable asked for, null without; `n_occurrences` how often the marked concept stands in
        it, null without one.
    vectors : str
        Which vectors.
    explained : (float, float), optional
        Share of the variance of the vectors along x and along y, in [0, 1]; None with UMAP, whose
        axes mean nothing.
    by, of : str
        The variable and the concept, or empty.
    kept : float, optional
        With UMAP: share of the ten nearest documents that are the ten nearest here too, in [0, 1].
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    table: pl.DataFrame
    vectors: str
    explained: tuple[float, float] | None
    by: str = ""
    of: str = ""
    kept: float | None = None
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != MAP_COLUMNS:
            msg = f"a map needs the columns {', '.join(MAP_COLUMNS)}."
            raise ShapeError(msg)

    def answer(self) -> list[str]:
        """Say how much of the differences the plane shows, and whether it follows time."""
        from scipy.stats import spearmanr

        said = [self.trust()]
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

    def trust(self) -> str:
        """Say how far the plane shows what the vectors hold."""
        many = f"{len(self.table):,} documents"
        if self.explained is not None:
            return f"The plane shows {sum(self.explained):.0%} of the variance of {many}."
        return (
            f"Of the ten documents nearest to each of {many}, {self.kept or 0:.0%} are among its "
            "ten nearest on the plane (UMAP); distances far apart mean nothing."
        )

    def __str__(self) -> str:
        return "\n".join([f"map of documents ({self.vectors})", *self.answer(),
                          *(f"doubt: {doubt}" for doubt in self.doubts)])  # fmt: skip

    __repr__ = __str__


def document_map(
    vectors: DocumentVectors,
    *,
    by: str | None = None,
    of: Occurrences | None = None,
    layout: str = "pca",
    seed: int = 7,
) -> DocumentMap:
    """Lay documents out on the plane in which they differ most, or where near ones stay near.

    Parameters
    ----------
    vectors : DocumentVectors
        The documents.
    by : str, optional
        A document variable, such as "author", to colour by; without it the date colours.
    of : Occurrences, optional
        A concept, whose documents are marked.
    layout : {"pca", "umap"}
        Principal components, or UMAP (extra ``map``).
    seed : int
        Of UMAP.

    Returns
    -------
    DocumentMap
        The sign of each principal component is such that the longest reach is positive.

    Raises
    ------
    OptionError
        If there is no such layout, or umap-learn is not installed.
    ShapeError
        If there are fewer than 10 documents for UMAP.
    ProvenanceError
        If the occurrences belong to another corpus.
    UnknownNameError
        If the documents have no such variable.

    Notes
    -----
    Distances on principal components are those of the vectors as far as the plane shows them; see
    `explained`. UMAP makes clumps of clouds without any: believe a group that the components or
    `nearest` show as well.
    Source: Jolliffe & Cadima 2016, doi:10.1098/rsta.2015.0202.
    """
    corpus, rows = vectors.corpus, vectors.rows
    if of is not None and of.corpus.hash != corpus.hash:
        msg = "the occurrences were found in another corpus; find them in this one."
        raise ProvenanceError(msg)
    places, explained, kept = _laid_out(vectors.vectors, layout, seed)
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
    doubts = [*vectors.doubts, *_of_trust(explained, kept)]
    settings = {**vectors.provenance.settings, "by": by or "none", "layout": layout}
    settings |= {} if layout == "pca" else {"layout seed": seed}
    settings["of"] = of.concept.name if of else "none"
    return DocumentMap(
        table.select(MAP_COLUMNS),
        vectors.name,
        explained,
        by or "",
        of.concept.name if of else "",
        kept,
        tuple(doubts),
        Provenance(corpus.hash, settings, vectors.provenance.seed, dated=corpus.dated),
    )


def _laid_out(
    vectors: Floats, layout: str, seed: int
) -> tuple[Floats, tuple[float, float] | None, float | None]:
    """Give places, the variance that they explain, and the share of nearest that they keep."""
    if layout not in LAYOUTS:
        msg = f"layout {layout!r}; give {' or '.join(LAYOUTS)}."
        raise OptionError(msg)
    if layout == "pca":
        return *principal(vectors), None
    places = umap_places(vectors, seed)
    return places, None, nearest_kept(vectors, places)


def _of_trust(explained: tuple[float, float] | None, kept: float | None) -> list[str]:
    """Say where a plane shows too little of what the vectors hold."""
    if explained is not None and sum(explained) < 0.2:
        share = f"{sum(explained):.0%} of the variance"
        return [f"the plane shows {share}: near points may be far apart"]
    if kept is not None and kept < 0.5:
        return [f"{kept:.0%} of the nearest documents are nearest on the plane too: ask `nearest`"]
    return []


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
