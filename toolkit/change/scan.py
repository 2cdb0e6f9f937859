"""Every word at once: which moved more than comparable words, and which held still."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from itertools import chain
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from toolkit.change import METRICS
from toolkit.change.question import Weights, refuse_given
from toolkit.change.scan_exchange import orders
from toolkit.change.scan_judge import Judged, Scanner, exchanges_of
from toolkit.change.scan_rows import tabled
from toolkit.change.scan_table import ScanTable
from toolkit.change.scan_usages import batches, of_concepts, of_types
from toolkit.change.sides import side_of
from toolkit.concepts.concept import Concept
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sharing import shared_out
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.spaces.base import Space, in_language
from toolkit.spaces.fit import space_of
from toolkit.spaces.usages import WINDOW
from toolkit.statistics.permuted import one_thread

# The metrics whose chance is known for all words at once, in closed form.
CLOSED = ("cosine", "squared")
THREADS = 2
# Tasks that an executor is given.
TASKS = 16


def scan(
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    space: Space | str = "ppmi",
    metric: str = "cosine",
    lexicon: Mapping[str, Concept] | None = None,
    min_count: int = 20,
    window: int = WINDOW,
    center: Literal["corpus", "slice"] = "corpus",
    weights: Weights = "occurrence",
    unit: str = "auto",
    controls: int = 99,
    permutations: int = 200,
    level: float = 0.95,
    seed: int = 7,
    executor: Executor | None = None,
) -> ScanTable:
    """Measure every word from its first to its last slice above the floors, all judged together.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    slices : Slices, optional
        Without them decades.
    space : Space or str
        A fitted space, or the name of one.
    metric : str
        "cosine" or "squared".
    lexicon : mapping of str to Concept, optional
        Its concepts are judged with the words; a word called like a concept is left out.
    min_count : int
        Uses over all slices that a word needs.
    window, center, weights, unit, level
        As in `drift`; the unit is chosen once for each pair of slices.
    controls : int
        Words of the scan itself, matched on uses and units in both slices, that each word is
        set beside.
    permutations : int
        Random orders of the units, the same for all words.
    seed : int
        Of the orders, and of a space fitted here.
    executor : Executor, optional
        What the words are shared out to; without one two threads.

    Returns
    -------
    ScanTable
        One row a word or concept. `p_value` is the word's own, from its own exchanges;
        `q_value` rests on exchanged z pooled over words of the same twentieth of frequency.
        `break_at` is the first slice after the largest break over all slices.

    Raises
    ------
    UnknownNameError
        If a metric, space or document variable does not exist.
    OptionError
        If an option lies outside what is allowed.
    ShapeError
        If the corpus is too small for a space.

    Notes
    -----
    A million uses take about a second; 200 orders of 1,000 units some 10 ms a word.
    Source: Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x;
    Chen & Qin 2010, doi:10.1214/09-AOS716; Phipson & Smyth 2010, doi:10.2202/1544-6115.1585.
    """
    _check(metric, center, weights, min_count=min_count, permutations=permutations, window=window)
    if slices is None:
        slices = make_slices(corpus)
    elif slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    space = space_of(space, corpus, seed=seed, slices=slices, executor=executor)
    refuse_given(space, "scan")
    inside = np.zeros((len(slices), len(corpus)), bool)
    for number, part in enumerate(slices):
        inside[number, part.documents] = True
    sliced = np.asarray(inside.any(axis=0))
    concepts = dict(lexicon or {})
    types = _types(corpus, space, sliced, min_count, concepts)
    scanner = Scanner(
        corpus=corpus,
        slices=slices,
        metric=metric,  # type: ignore[arg-type]
        weights=weights,
        unit=unit,
        level=level,
        places=orders(len(corpus), permutations, np.random.default_rng(seed)),
        inside=inside,
        shift=_shift(corpus, slices, space, center),
        exchanges=exchanges_of(corpus, slices, unit),
    )
    judged = _judge(scanner, space, types, concepts.values(), window, executor)
    asked: dict[str, object] = {
        "metric": metric,
        "min_count": min_count,
        "window": window,
        "center": center,
    }
    asked |= {"weights": weights, "unit": unit, "controls": controls}
    asked |= {"permutations": permutations, "level": level}
    provenance = _provenance(slices, space, asked, seed)
    return tabled(scanner, space, judged, controls, provenance)


def _provenance(slices: Slices, space: Space, asked: Mapping[str, object], seed: int) -> Provenance:
    known = f"{len(slices)} from {slices.labels[0]} to {slices.labels[-1]}" if slices else "none"
    of_space = {f"space {name}": value for name, value in space.settings.items()}
    settings = {"slices": known, "space": space.name, **of_space, **asked}
    return Provenance(slices.corpus.hash, settings, seed, dated=slices.corpus.dated)


def _shift(corpus: Corpus, slices: Slices, space: Space, center: str) -> NDArray[np.float64] | None:
    """Give what is taken off the usages of each slice; nothing where the corpus is the centre."""
    if center == "corpus" or not len(slices):
        return None
    return np.stack([side_of(part.documents, corpus, space, center).shift for part in slices])


def _types(
    corpus: Corpus,
    space: Space,
    sliced: NDArray[np.bool_],
    min_count: int,
    concepts: Mapping[str, Concept],
) -> NDArray[np.int64]:
    """Types of the space that are used often enough in the slices."""
    chosen = np.where(sliced & in_language(corpus, space.language), 0, -1)
    counts = corpus.index.counts_by(chosen, 1)[:, 0]
    often = np.flatnonzero((counts >= min_count) & (space.row_of_type >= 0))
    named = {corpus.index.id_of(name.casefold()) for name in concepts} - {None}
    return often[~np.isin(often, np.array(sorted(filter(None, named)), np.int64))]


def _judge(
    scanner: Scanner,
    space: Space,
    types: NDArray[np.int64],
    concepts: Iterable[Concept],
    window: int,
    executor: Executor | None,
) -> list[Judged]:
    """Judge concepts, then words, a batch at a time."""
    sliced = np.asarray(scanner.inside.any(axis=0))
    work = partial(_of_batches, scanner, space, sliced, window)
    parts = batches(scanner.corpus, types)
    # One limit around all threads: taken and given back within each they would undo each other.
    with one_thread():
        named = of_concepts(scanner.corpus, space, sliced, list(concepts), window)
        first = [scanner.judge(word) for word in named]
        if executor is not None:
            # What all words share travels with every task: few tasks, each with many batches.
            shared = [parts[k::TASKS] for k in range(min(TASKS, len(parts)))]
            done = [iter(one) for one in shared_out(work, shared, executor)]
            return [*first, *chain.from_iterable(next(done[k % TASKS]) for k in range(len(parts)))]
        with ThreadPoolExecutor(THREADS) as threads:
            found = threads.map(work, ([part] for part in parts))
            return [*first, *chain.from_iterable(chain.from_iterable(found))]


def _of_batches(
    scanner: Scanner,
    space: Space,
    sliced: NDArray[np.bool_],
    window: int,
    parts: Iterable[NDArray[np.int64]],
) -> list[list[Judged]]:
    """Judge the words of some batches: what one task of an executor does."""
    with one_thread():
        return [
            [scanner.judge(word) for word in of_types(scanner.corpus, space, sliced, part, window)]
            for part in parts
        ]


def _check(metric: str, center: str, weights: str, **numbers: int) -> None:
    METRICS.get(metric)
    if metric not in CLOSED:
        msg = f"scan takes the metrics {' and '.join(CLOSED)}, not {metric!r}; use drift for it."
        raise OptionError(msg)
    if center not in ("corpus", "slice"):
        msg = f"center {center!r}; give 'corpus' or 'slice'."
        raise OptionError(msg)
    if weights not in ("occurrence", "unit"):
        msg = f"weights {weights!r}; give 'occurrence' or 'unit'."
        raise OptionError(msg)
    for name, value in numbers.items():
        if value < 1 or value != int(value):
            msg = f"{name} {value}; give a whole number from 1."
            raise OptionError(msg)
