"""The fixed phrases of an archive, found without being named: slogans, epithets, frames."""

from concurrent.futures import Executor

import numpy as np

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.spaces.base import main_language
from toolkit.traces.formula_careers import Known
from toolkit.traces.formula_rows import described
from toolkit.traces.formula_table import FormulaTable
from toolkit.traces.mining import Chosen, least_documents, mine


def formulas(
    corpus: Corpus,
    *,
    slices: Slices | None = None,
    words: int = 3,
    documents: int | None = None,
    fdr: float = 0.05,
    most: int = 1_000,
    level: float = 0.95,
    seed: int = 7,
    executor: Executor | None = None,
) -> FormulaTable:
    """Find the formulas of an archive: fixed phrases, and frames with one open word.

    Words are compared by their lemma. A phrase is a formula if enough documents have it; it has
    two content words; wherever it is cut, its parts stand together more often than their counts
    give (the weakest cut counts); and it is whole: no further word stands beside it in half of its
    places, and a function word at its edge stands there in half of the places of the rest. A
    frame has four fixed words at least and a slot that three or more words fill, mostly content
    words and none of them half of the time. What stands only inside longer formulas is left out.

    Parameters
    ----------
    corpus : Corpus
        The archive.
    slices : Slices, optional
        Of the careers; without them decades.
    words : int
        Least number of fixed words; 2 for epithets and other pairs, which are very many.
    documents : int, optional
        Documents that must have a formula; without it one in a thousand, at least five.
    fdr : float
        Share of false ones among those found that is borne, told by the same search in the same
        documents with their words in random order.
    most : int
        Rows of the table, the strongest first.
    level : float
        Of the intervals of the careers.
    seed : int
        Of the random order.
    executor : Executor, optional
        What the shuffled texts are shared out to; an archive of two million words has one only.

    Returns
    -------
    FormulaTable

    Raises
    ------
    OptionError
        If an option lies outside what is allowed.
    ProvenanceError
        If the slices belong to another corpus.

    Notes
    -----
    `q_value` of a strength is (1 + the number of shuffled candidates at least as strong), for one
    shuffle, over the number of real ones. Small archives are shuffled up to 20 times. Cost: about
    five to ten core-seconds a million tokens, shuffled text included.
    Source: Elias & Gygi 2007, doi:10.1038/nmeth1019 (decoys); Dunning 1993, Accurate Methods for
    the Statistics of Surprise and Coincidence; Biber, Conrad & Cortes 2004,
    doi:10.1093/applin/25.3.371 (frequency and spread over documents).
    """
    least = least_documents(corpus) if documents is None else documents
    if words < 2 or least < 2 or most < 1 or not 0 < fdr < 1:
        msg = (
            f"words {words}, documents {least}, most {most}, fdr {fdr}; give 2 words or more, "
            "2 documents or more, 1 row or more, and a rate between 0 and 1."
        )
        raise OptionError(msg)
    if slices is None:
        slices = make_slices(corpus)
    elif slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    mined = mine(corpus, words, least, fdr, seed, executor=executor)
    return FormulaTable(
        *described(Known(corpus, slices, level), _strongest(mined.kept, most)),
        n_found=sum(len(one.rows) for one in mined.kept),
        fdr=fdr,
        n_shuffled=mined.n_shuffled,
        documents=least,
        doubts=_doubts(corpus),
        provenance=Provenance(
            corpus.hash,
            {"words": words, "documents": least, "fdr": fdr, "slices": " ".join(slices.labels)},
            seed,
            dated=corpus.dated,
        ),
    )


def _strongest(kept: list[Chosen], most: int) -> list[Chosen]:
    """Keep the strongest over all shapes."""
    strengths = np.concatenate([np.empty(0), *(one.one.strength[one.rows] for one in kept)])
    bar = np.sort(strengths)[::-1][:most].min(initial=np.inf)
    found = []
    for one in kept:
        good = one.one.strength[one.rows] >= bar
        found.append(Chosen(one.one, one.rows[good], one.q[good]))
    return found


def _doubts(corpus: Corpus) -> tuple[str, ...]:
    said = []
    language = main_language(corpus)
    others = [name for name in corpus.languages if name not in (language, "und")]
    if others:
        said.append(
            f"words are compared by their lemma in {language}; the archive also holds "
            f"{', '.join(others)}"
        )
    undated = int(corpus.documents["start"].null_count())
    if undated:
        said.append(f"{undated:,} documents have no date and stand in no career")
    return tuple(said)
