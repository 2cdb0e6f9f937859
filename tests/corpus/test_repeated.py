"""Boilerplate between documents: what many share at their edges goes, and nothing else."""

import re
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.repeated import FEWEST_DOCUMENTS
from toolkit.corpus.rules import Rules

RULES = Rules(clean=("repeated",))
HEAD = "The Free Library of Works, page {n}"
FOOT = "Back to the list of all works\nTranscribed by the friends of bread"


def archive(n, first=0, seed=0):
    """Invent documents with planted boilerplate, titles and endings of their own."""
    rng = np.random.default_rng(seed)
    words = [f"{a}{b}{c}" for a in "bdgkl" for b in "aeiou" for c in ("n", "ran")]
    made = []
    for k in range(first, first + n):
        lines = [" ".join(rng.choice(words, 12)) for _ in range(12)]
        # A refrain that all documents share, but in their middle; a greeting of two words.
        body = "\n".join(["Dear friends", *lines[:6], "bread for all of us", *lines[6:]])
        made.append(Document(f"d{k}", f"{HEAD.format(n=k)}\nTitle {k} {lines[0]}\n{body}\n{FOOT}"))
    return made


def plainly(document):
    """Take the planted lines out by their words."""
    text = document.text.replace(FOOT, "")
    return re.findall(r"\w+", re.sub(r"The Free Library of Works, page \d+", "", text).casefold())


def tokens(corpus, name):
    """Give the types of a document in order."""
    index, row = corpus.index, corpus.row(name)
    return [index.types[i] for i in index.ids[index.offsets[row] : index.offsets[row + 1]]]


def same(one, other):
    """Whether two corpora hold the same tokens at the same places."""
    return all(
        tokens(one, name) == tokens(other, name)
        and (one.codes_at(one.row(name)) == other.codes_at(other.row(name))).all()
        for name in one.documents["id"]
    )


def test_what_many_documents_share_at_their_edges_goes():
    """Head and foot are masked, whatever the number in them; middle, title and greeting stay."""
    documents = archive(30)
    corpus = Corpus.from_documents(documents, rules=RULES)
    for document in documents:
        assert tokens(corpus, document.id) == plainly(document)
        assert corpus.text(document.id) == document.text
    assert corpus.documents["n_tokens"].to_list() == [
        len(plainly(document)) for document in sorted(documents, key=lambda one: one.id)
    ]
    (note,) = [note for note in corpus.notes if "head or foot" in note]
    assert "masked: 90 in 30 of 30 documents" in note
    assert "'Back to the list of all works' (30)" in note
    assert "library" not in corpus.index.types
    assert len(find("bread for all of us", corpus)) == 30
    assert not len(find("friends of bread", corpus))


def test_places_still_point_into_the_text():
    """What stands behind a masked head is found where it is."""
    corpus = Corpus.from_documents(archive(12), rules=RULES)
    hits = find("bread for all", corpus).kwic(window=3)
    for row in hits.iter_rows(named=True):
        assert corpus.text(row["id"])[row["start"] : row["stop"]] == "bread for all"


def test_lines_of_fewer_documents_stay():
    """One document less than the least, and nothing is masked."""
    documents = archive(FEWEST_DOCUMENTS - 1)
    corpus = Corpus.from_documents(documents, rules=RULES)
    plain = Corpus.from_documents(documents)
    assert [tokens(corpus, d.id) == tokens(plain, d.id) for d in documents] == [True] * 9
    assert any("masked: 0 in 0 of 9 documents" in note for note in corpus.notes)


def test_it_is_done_on_request_only():
    """Without the step nothing goes."""
    corpus = Corpus.from_documents(archive(20))
    assert len(find("library of works", corpus)) == 20
    assert not any("head or foot" in note for note in corpus.notes)


def test_a_document_that_would_lose_half_keeps_all():
    """Texts that are the same to the letter are copies, no boilerplate."""
    copies = [Document(f"c{k}", "All power to the people of the land") for k in range(20)]
    corpus = Corpus.from_documents([*archive(20), *copies], rules=RULES)
    assert len(find("all power to the people", corpus)) == 20
    assert not len(find("library of works", corpus))


@pytest.mark.parametrize("n", [4, 15])
def test_adding_gives_what_making_all_at_once_gives(tmp_path, n):
    """Boilerplate that only the addition makes frequent is masked in the old documents, too."""
    Corpus.build(tmp_path / "c", archive(n), rules=RULES)
    added = Corpus.build(tmp_path / "c", archive(20, first=n, seed=1), append=True)
    whole = Corpus.from_documents([*archive(n), *archive(20, first=n, seed=1)], rules=RULES)
    assert added.hash == whole.hash
    assert same(whole, added)
    assert not len(find("library of works", added))


def test_it_is_the_same_whoever_cuts():
    """Documents encoded elsewhere lose the same lines."""
    with ThreadPoolExecutor(2) as executor:
        shared = Corpus.from_documents(archive(25), rules=RULES, executor=executor)
    assert same(Corpus.from_documents(archive(25), rules=RULES), shared)


def test_a_word_that_runs_out_of_a_line_is_not_cut():
    """A shared line that ends in half a word stays, so that the word stays whole."""
    documents = [
        Document(f"d{k}", f"We speak of the resolu-\ntion of {'bread ' * 20}") for k in range(12)
    ]
    corpus = Corpus.from_documents(documents, rules=Rules(clean=("hyphens", "repeated")))
    assert tokens(corpus, "d0")[:5] == ["we", "speak", "of", "the", "resolution"]
