"""Places on a plane by UMAP, of the extra ``map``, and how far such a plane can be trusted."""

import warnings

import numpy as np

from toolkit.errors import OptionError, ShapeError
from toolkit.topics.factors import Floats

# Documents that each is set beside, and the fewest that a plane is made of.
NEIGHBOURS, FEWEST = 15, 10
# How many of the nearest are asked for on the plane.
ASKED = 10


def umap_places(vectors: Floats, seed: int) -> Floats:
    """Lay documents out so that near ones stay near; distances far apart mean nothing.

    Nearness is the cosine. It starts from the principal components, and one thread alone works,
    so that the same machine gives the same bytes for the same seed; other processors and versions
    round in other ways, and points move.

    Parameters
    ----------
    vectors : array, shape (J, d)
        Documents, at least 10.
    seed : int
        Of the draws.

    Returns
    -------
    array, shape (J, 2)

    Raises
    ------
    OptionError
        If umap-learn is not installed.
    ShapeError
        If there are fewer than 10 documents.

    Notes
    -----
    Source: McInnes, Healy & Melville 2018; Kobak & Linderman 2021,
    doi:10.1038/s41587-020-00809-z (why the start matters).
    """
    if len(vectors) < FEWEST:
        msg = f"{len(vectors)} documents for UMAP; give at least {FEWEST}, or layout='pca'."
        raise ShapeError(msg)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a part for neural networks, which is not used
            from umap import UMAP
    except ImportError as error:
        msg = "layout 'umap' needs umap-learn; install it: pip install 'rhetoric-toolkit[map]'."
        raise OptionError(msg) from error
    made = UMAP(
        n_neighbors=min(NEIGHBOURS, len(vectors) - 1),
        metric="cosine",
        init="pca",
        random_state=seed,
        n_jobs=1,
    )
    return np.asarray(made.fit_transform(vectors), np.float64)


def nearest_kept(vectors: Floats, places: Floats) -> float:
    """Share of the ten nearest documents, by cosine, that are the ten nearest on the plane too.

    In [0, 1], mean over documents; with J documents at random about ``10 / (J - 1)``.

    Examples
    --------
    >>> line = np.arange(12.0)
    >>> nearest_kept(np.column_stack([np.cos(line / 9), np.sin(line / 9)]), line[:, None])
    1.0
    """
    from sklearn.neighbors import NearestNeighbors

    sizes = np.linalg.norm(vectors, axis=1, keepdims=True)
    asked = min(ASKED, len(places) - 1)
    found = [
        NearestNeighbors(n_neighbors=asked).fit(one).kneighbors(return_distance=False)
        for one in (vectors / np.where(sizes > 0, sizes, 1.0), places)
    ]
    same = [len(np.intersect1d(*rows)) for rows in zip(*found, strict=True)]
    return float(np.mean(same) / asked)
