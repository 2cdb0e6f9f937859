"""Whether a corpus is fit for a question: every finding one sentence, its number, what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from toolkit.change.ordinary import ENOUGH, WINDOW, ordinary
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import Lexicon
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.fitness import (
    Check,
    dates,
    duplicates,
    gaps,
    lengths,
    listed,
    omitted,
    thin,
    voices,
)
from toolkit.corpus.legibility import characters, legibility
from toolkit.corpus.mixture import authors, editions, kinds, languages
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.corpus.speakers import speakers
from toolkit.errors import ProvenanceError
from toolkit.provenance import Provenance

CHECKS: tuple[Callable[[Corpus, Slices], Iterator[Check]], ...] = (
    *(omitted, gaps, thin, voices, authors, speakers, kinds),
    *(languages, lengths, dates, editions, duplicates, characters, legibility),
)
SCHEMA: dict[str, Any] = {
    "check": pl.String,
    "number": pl.Float64,
    "sentence": pl.String,
    "advice": pl.String,
}
# Share of the uses of a concept of several words that are written as a name.
NAMES = 0.1


@dataclass(frozen=True, eq=False)
class Checks:
    """What is doubtful about a corpus for a question of time.

    Attributes
    ----------
    table : polars.DataFrame
        One row a finding: check, number, sentence, advice.
    passed : tuple of str
        Checks that found nothing.
    provenance : Provenance
        What was checked.
    """

    table: pl.DataFrame
    passed: tuple[str, ...]
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def answer(self) -> list[str]:
        """Say each finding with what to do."""
        rows = self.table.select("sentence", "advice").iter_rows()
        return [f"{sentence}; {advice}" for sentence, advice in rows]

    def __str__(self) -> str:
        passed = f"nothing found by: {', '.join(self.passed)}" if self.passed else ""
        return "\n".join([*self.answer(), *([passed] * bool(passed))])


def check(
    corpus: Corpus, *, slices: Slices | None = None, lexicon: Lexicon | None = None
) -> Checks:
    """Find what could be mistaken for a change of use: gaps, thin slices, mixtures, copies.

    Parameters
    ----------
    corpus : Corpus
        The documents.
    slices : Slices, optional
        How the question cuts time; without them decades.
    lexicon : Lexicon, optional
        Whose concepts are looked for: those that do not occur, are often names, or may be
        ordinary words.

    Returns
    -------
    Checks
        One row a finding; none is a clean bill.

    Raises
    ------
    ProvenanceError
        If the slices belong to another corpus.
    """
    if slices is None:
        slices = make_slices(corpus)
    elif slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    found, passed = [], []
    for one in CHECKS:
        said = list(one(corpus, slices))
        found += said
        passed += [one.__name__] * (not said)
    found += _concepts(corpus, lexicon) if lexicon is not None else []
    return Checks(
        pl.DataFrame(found, schema=SCHEMA, orient="row"),
        tuple(passed),
        Provenance(corpus.hash, {"slices": " ".join(slices.labels)}, dated=corpus.dated),
    )


def _concepts(corpus: Corpus, lexicon: Lexicon) -> Iterator[Check]:
    """Find concepts that do not occur, are rare, often names, or ordinary words."""
    hits = {concept.name: find(concept, corpus) for concept in lexicon.values()}
    absent = [name for name, some in hits.items() if not len(some)]
    if absent:
        said = f"{len(absent)} of {len(hits)} concepts do not occur: {listed(absent)}"
        yield Check("concepts", len(absent), said, "see whether another wording is usual here")
    rare = [f"{n} ({len(some)})" for n, some in hits.items() if 0 < len(some) < 20]
    if rare:
        said = f"{len(rare)} of {len(hits)} concepts have fewer than 20 uses: {listed(rare)}"
        yield Check("concepts", len(rare), said, "read all uses (kwic); drift cannot be judged")
    named = {
        name: _named(some.passages(np.arange(len(some)), 0)["match"].to_list())
        for name, some in hits.items()
        if len(some) >= ENOUGH
    }
    often = sorted((n for n in named if named[n] >= NAMES), key=lambda n: (-named[n], n))
    if often:
        shares = [f"{name} ({named[name]:.0%} of {len(hits[name]):,})" for name in often]
        said = f"{len(often)} of {len(hits)} concepts are often written as a name: {listed(shares)}"
        advice = (
            "read some: a name keeps its use; senses() tells uses apart, case: leaves names out"
        )
        yield Check("concepts", len(often), said, advice)
    # A name is no meeting of words by chance, and is told already.
    if chance := [one for one in ordinary(hits) if one.name not in often]:
        told = [
            f"{one.name} (about {one.by_chance:.0f} of {one.n_uses:,} uses by chance; another "
            f"concept within {WINDOW} words of {one.n_near:,} in {one.n_documents:,} documents, of "
            f"{one.usual:.1f} if it were any word)"
            for one in chance
        ]
        said = (
            f"{len(chance)} of {len(hits)} concepts may be ordinary words that happen to meet: "
            f"{listed(told)}"
        )
        advice = "read some (kwic); give wordings that mean nothing else, or leave uses out"
        yield Check("concepts", len(chance), said, advice)


def _named(matches: list[str]) -> float:
    """Share of matches of several words that are all in capitals at their beginning.

    Examples
    --------
    >>> _named(["United Front", "united front", "United front", "UNITED FRONT"])
    0.25
    """
    words = [match.split() for match in matches]
    named = [
        len(some) > 1 and all(w[:1].isupper() for w in some if len(w) > 3) and not one.isupper()
        for some, one in zip(words, matches, strict=True)
    ]
    return sum(named) / max(1, len(named))
