"""Fit a space or a topic model; a topic model several times, and the run in the middle is kept."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

import numpy as np

from toolkit.concepts.concept import Concept
from toolkit.corpus.cache import Arrays, understood
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.errors import OptionError, ShapeError, unknown_name
from toolkit.provenance import Provenance, versions
from toolkit.spaces import SPACES
from toolkit.spaces.base import Space, main_language
from toolkit.spaces.fit import fit as fit_space
from toolkit.topics import TOPIC_MODELS
from toolkit.topics.base import TopicModel, label_of
from toolkit.topics.factors import Factors
from toolkit.topics.matching import STABLE, agreement
from toolkit.topics.passages import MIN_PASSAGES, MOST_COMMON, PASSAGE, Passages, passages_of
from toolkit.topics.prepare import anchored, grouped
from toolkit.topics.runs import run_all

SEEDS = 5


def fit(name: str, corpus: Corpus, **options: Any) -> "Space | TopicModel":  # noqa: ANN401
    """Fit a space or a topic model to a corpus, or take it from the cache of the corpus.

    Parameters
    ----------
    name : str
        A space ("ppmi", "sgns", "alc") or a topic model ("gibbs", "nmf", "lda", …).
    corpus : Corpus
        The corpus; on disk, what was fitted is cached beside it.
    **options
        For a space see `toolkit.spaces.fit.fit`, for a topic model
        `toolkit.topics.fit.fit_topics`; both take ``seed`` and ``language``.

    Returns
    -------
    Space or TopicModel

    Raises
    ------
    UnknownNameError
        If there is neither.
    OptionError
        If it has no such setting.
    ShapeError
        If the corpus is too small for it.
    """
    if name in TOPIC_MODELS:
        return fit_topics(name, corpus, **options)
    if name not in SPACES:
        kind = "space or topic model"
        raise unknown_name(kind, name, [*SPACES, *TOPIC_MODELS])
    return fit_space(name, corpus, **options)


def fit_topics(
    name: str,
    corpus: Corpus,
    *,
    topics: int = 40,
    seed: int = 7,
    seeds: int = SEEDS,
    language: str | None = None,
    passage: int = PASSAGE,
    min_passages: int = MIN_PASSAGES,
    most_common: float = MOST_COMMON,
    slices: Slices | None = None,
    variable: str | None = None,
    concepts: Iterable[Concept] = (),
    workers: int | None = None,
    **settings: Any,  # noqa: ANN401
) -> TopicModel:
    """Fit a topic model with several seeds, match the topics, and keep the run in the middle.

    Parameters
    ----------
    name : str
        One of `TOPIC_MODELS`.
    corpus : Corpus
        The corpus.
    topics : int
        Number of topics, at least 2.
    seed, seeds : int
        The first seed, and how many: ``seed``, ``seed + 1``, …
    language : str, optional
        Documents of other languages are left out; without it the main language.
    passage : int
        Tokens of a passage, about; documents are cut for the model and added up again.
    min_passages, most_common
        Which words are kept, see `passages_of`.
    slices : Slices, optional
        For models whose topics move; without them decades. Documents in no slice are left out.
    variable : str, optional
        The document variable of ``dmr``; required there.
    concepts : iterable of Concept
        The concepts that ``seeded`` is anchored on; required there.
    workers : int, optional
        Processes at a time; the result does not depend on it.
    **settings
        Further settings of the model.

    Returns
    -------
    TopicModel

    Raises
    ------
    OptionError, ShapeError, UnknownNameError
        If an option does not fit the model, the corpus is too small, or a name is unknown.

    Notes
    -----
    Source: Rieger, Rahnenführer & Jentsch 2020, doi:10.1007/978-3-030-51310-8_11.
    """
    model = _settings(name, topics, seed, settings)
    if topics < 2 or seeds < 1:
        msg = f"{topics} topics with {seeds} seeds; give at least 2 topics and 1 seed."
        raise OptionError(msg)
    language = language or main_language(corpus)
    read = passages_of(
        corpus, language, passage=passage, min_passages=min_passages, most_common=most_common
    )
    read, periods = grouped(model, corpus, read, slices, variable)
    read = anchored(model, corpus, read, tuple(concepts))
    held = int((read.lengths > 0).sum())
    if held < topics:
        msg = (
            f"{topics} topics of {held} passages with words; "
            "give fewer topics, a smaller passage, or more text."
        )
        raise ShapeError(msg)
    numbers = [seed + n for n in range(seeds)]
    said = {"model": name, "language": language, "passage": passage, "min_passages": min_passages,
            "most_common": most_common, "seeds": seeds, **asdict(model)}  # fmt: skip
    if read.group.max(initial=-1) >= 0:
        said["groups"] = variable or f"{len(periods)} slices"
    made_of = json.dumps([said, versions()]) + _digest(read)

    def make() -> Arrays:
        return _kept(run_all(name, model, read, numbers, workers))

    provenance = Provenance(corpus.hash, said, seed, dated=corpus.dated)

    def model_of(known: Arrays) -> TopicModel:
        return _model(name, corpus, read, periods, known, provenance)

    return understood(corpus, f"topics-{name}", made_of, make, model_of)


def _settings(name: str, topics: int, seed: int, settings: dict[str, Any]) -> Any:  # noqa: ANN401
    kind = TOPIC_MODELS.get(name)
    try:
        return kind(topics=topics, seed=seed, **settings)
    except TypeError as error:
        allowed = ", ".join(one.name for one in fields(kind))
        msg = f"topic model {name!r} has no setting {', '.join(settings)}; it has {allowed}."
        raise OptionError(msg) from error


def _kept(runs: list[Factors]) -> Arrays:
    found = agreement([run.topic_word for run in runs])
    shown = runs[found.shown]
    return {**shown._asdict(), "stability": found.stability, "agreement": found.between,
            "shown": np.array(found.shown)}  # fmt: skip


def _digest(read: Passages) -> str:
    import hashlib

    parts = (read.tokens, read.offsets, read.group, read.anchors)
    return hashlib.sha256(b"".join(np.ascontiguousarray(p).tobytes() for p in parts)).hexdigest()


def _model(
    name: str,
    corpus: Corpus,
    read: Passages,
    periods: tuple[str, ...],
    known: Arrays,
    provenance: Provenance,
) -> TopicModel:
    arrays: dict[str, Any] = {n: np.asarray(known[n], float) for n in known if n != "shown"}
    provenance.settings["seed shown"] = (provenance.seed or 0) + int(known["shown"].item())  # type: ignore[index]
    return TopicModel(
        name=name,
        corpus=corpus,
        passages=read,
        labels=label_of(arrays["topic_word"], read.words),
        slices=periods if len(arrays["moving"]) else (),
        doubts=tuple(_doubts(corpus, read, arrays["stability"])),
        provenance=provenance,
        **arrays,
    )


def _doubts(corpus: Corpus, read: Passages, stability: np.ndarray[Any, Any]) -> list[str]:
    said = []
    if np.isnan(stability).all():
        said.append("one seed only: how stable the topics are is unknown")
    elif unstable := int((stability < STABLE).sum()):
        said.append(
            f"{unstable} of {len(stability)} topics {'is' if unstable == 1 else 'are'} "
            "unstable: with another seed fewer than half of the first 20 words come again "
            f"(Jaccard below {STABLE})"
        )
    words = np.bincount(read.document, read.lengths, minlength=len(corpus))
    if silent := int((words == 0).sum()):
        said.append(f"{silent:,} documents hold no word that the model reads: they have no topics")
    return said
