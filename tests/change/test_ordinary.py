"""Words that happen to meet: told where they do, and not where the phrase is one."""

import numpy as np
import pytest

from toolkit.change import ordinary as module
from toolkit.change.ordinary import WINDOW, met_by_chance, ordinary
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document

COMMON = ["new", "power", "people", "serve", "the"]
SEEDS = range(20)


def archive(seed, *, fixed=0.0, company=0.0, documents=60, words=400):
    """Draw words from a long tail; put in phrases, and beside them, in some places, a company.

    ``fixed`` is how many "red star" a document has on average, ``company`` the share of the
    occasions on which "commune" stands near "new power" or "red star".
    """
    rng = np.random.default_rng(seed)
    names = COMMON + [f"{a}{b}{c}" for a in "bdgkl" for b in "aeiou" for c in ("n", "ran", "sto")]
    shares = 1 / (np.arange(len(names)) + 4.0) ** 1.1
    made = []
    for n in range(documents):
        text = rng.choice(names, words, p=shares / shares.sum()).tolist()
        # Rare anywhere, in places of its own.
        text[int(rng.integers(words))] = "commune" if rng.random() < 0.5 else "bran"
        for _ in range(rng.poisson(fixed)):
            at = int(rng.integers(words - 1))
            text[at : at + 2] = ["red", "star"]
        phrases = [
            k for k in range(words - 1) if text[k : k + 2] in (["new", "power"], ["red", "star"])
        ]
        for k in phrases:
            if rng.random() < company:
                beside = k + int(rng.choice([-1, 1])) * int(rng.integers(3, 30))
                if 0 <= beside < words and text[beside] not in ("new", "power", "red", "star"):
                    text[beside] = "commune"
        made.append(Document(f"d{n}", " ".join(text)))
    return Corpus.from_documents(made)


def flagged(corpus, *patterns):
    """Names of the concepts that are told as ordinary words."""
    hits = {pattern: find(pattern, corpus) for pattern in (*patterns, "commune")}
    return {one.name for one in ordinary(hits)}


def test_what_chance_gives_is_counted_plainly():
    """Two and three words, and one: by counts of words and pairs over the whole stream."""
    corpus = archive(0, fixed=0.2)
    stream = [corpus.index.types[i] for i in corpus.index.ids]

    def n(*words):
        return sum(stream[k : k + len(words)] == [*words] for k in range(len(stream)))

    found = met_by_chance(find('"new power"', corpus))
    assert found == pytest.approx(min(n("new", "power"), n("new") * n("power") / len(stream)))
    three = n("serve", "the") * n("the", "people") / n("the")
    found = met_by_chance(find('"serve the people"', corpus))
    assert found == pytest.approx(min(n("serve", "the", "people"), three))
    assert met_by_chance(find("commune", corpus)) == 0


def test_company_is_that_of_a_plain_search():
    """Document by document: is another concept within so many tokens, overlaps left out."""
    corpus = archive(1, fixed=0.5, company=0.3)
    patterns = ['"red star"', "commune", "red", "bran"]
    hits = {pattern: find(pattern, corpus) for pattern in patterns}
    near, share = module._company('"red star"', hits)
    expected, marked = [], 0
    for row in range(len(corpus)):
        a, b = corpus.index.offsets[row : row + 2]
        words = [corpus.index.types[i] for i in corpus.index.ids[a:b]]
        uses = [k for k in range(len(words)) if words[k : k + 2] == ["red", "star"]]
        inside = {k for use in uses for k in (use, use + 1)}
        others = [
            k for k, word in enumerate(words)
            if word in ("commune", "bran", "red") and k not in inside
        ]  # fmt: skip
        covered = {
            k for o in others for k in range(max(0, o - WINDOW), min(len(words), o + 1 + WINDOW))
        }
        marked += len(covered)
        expected += [uses[0] in covered] if uses else []
    assert near.tolist() == expected
    assert share == pytest.approx(marked / corpus.n_tokens)


def test_ordinary_words_are_found_and_phrases_are_not():
    """In twenty archives: words drawn one by one always; a fixed phrase never."""
    said = [flagged(archive(seed, fixed=0.5), '"new power"', '"red star"') for seed in SEEDS]
    assert sum('"new power"' in one for one in said) >= 19
    assert sum('"red star"' in one for one in said) == 0


def test_words_in_the_company_of_other_concepts_are_acquitted():
    """Common words whose meeting is chance, but beside which another concept stands."""
    said = [flagged(archive(seed, company=0.6), '"new power"') for seed in SEEDS]
    assert sum(map(bool, said)) <= 1


def test_few_uses_and_a_lexicon_of_one():
    """Below ten uses nothing is said; without other concepts chance alone speaks."""
    corpus = archive(2)
    hits = find('"new power"', corpus)
    assert {one.name for one in ordinary({"a": hits})} == {"a"}
    small = archive(2, documents=3, words=60)
    few = find('"new power"', small)
    assert len(few) < module.ENOUGH
    assert ordinary({"a": few}) == []
