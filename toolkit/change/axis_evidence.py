"""What stands behind a place on an axis: the words of the poles, and passages near each pole."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.change.poles import Poles
from toolkit.concepts.concept import Axis
from toolkit.concepts.occurrences import Occurrences
from toolkit.corpus.sliced import Slices
from toolkit.spaces.base import Space
from toolkit.spaces.usages import contexts, single_vectors

# Passages a slice and pole, each from a document of its own.
PASSAGES = 5
# Occurrences of a slice that are looked at, evenly over it.
LOOKED_AT = 2_000
WINDOW = 16
_FOUND = {"slice": pl.String, "pole": pl.String, "score": pl.Float64}


def pole_words(axis: Axis, poles: Poles) -> pl.DataFrame:
    """List the words of both poles; those too rare to be used have no number of uses."""
    rows: list[tuple[str, str, int | None, bool]] = []
    for concept, pole in zip(axis.poles, (poles.low, poles.high), strict=True):
        rows += [(concept.name, *one, True) for one in zip(pole.names, pole.uses, strict=True)]
        rows += [(concept.name, word, None, False) for word in pole.rare]
    schema = {"pole": pl.String, "word": pl.String, "n_occurrences": pl.Int64, "used": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def nearest(
    hits: Occurrences,
    slices: Slices,
    space: Space,
    window: int,
    own: NDArray[np.bool_],
    axis: Axis,
    poles: Poles,
) -> pl.DataFrame:
    """Show the usages of each slice that lie furthest towards each pole, one a document."""
    chosen: list[tuple[str, str, float, int]] = []
    line = poles.line
    if line is None:
        return _shown(hits, [])
    for part in slices:
        inside = np.flatnonzero(np.isin(hits.document, part.documents))
        if len(inside) > LOOKED_AT:
            inside = inside[np.linspace(0, len(inside) - 1, LOOKED_AT).astype(int)]
        around = contexts(
            space, hits.corpus, hits.position[inside], hits.length[inside], own, window
        )
        inside = inside[around.has_any]
        places = line.places(single_vectors(around, space), np.ones(len(inside)))
        for pole, order in zip(axis.poles, (places, -places), strict=True):
            seen: set[int] = set()
            for k in np.argsort(order, kind="stable"):
                if len(seen) == PASSAGES:
                    break
                document = int(hits.document[inside[k]])
                if document not in seen:
                    seen.add(document)
                    chosen.append((part.label, pole.name, float(places[k]), int(inside[k])))
    return _shown(hits, chosen)


def _shown(hits: Occurrences, chosen: list[tuple[str, str, float, int]]) -> pl.DataFrame:
    says = pl.DataFrame([row[:3] for row in chosen], schema=_FOUND, orient="row")
    numbers = np.array([row[3] for row in chosen], np.int64)
    known = hits.corpus.documents[hits.document[numbers]].select("title", "author")
    table: pl.DataFrame = pl.concat([says, hits.passages(numbers, WINDOW), known], how="horizontal")
    return table
