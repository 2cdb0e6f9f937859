"""The unit: author or document, exchanged only where exchange makes sense."""

import numpy as np
import pytest

from toolkit.change.units import choose_exchange
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import sequence_date
from toolkit.corpus.documents import Document
from toolkit.errors import UnknownNameError


def corpus_of(authors):
    """One document an author name, in this order."""
    return Corpus.from_documents(
        Document(
            f"d{k:02}", "word", sequence_date(1900 + k), author=name, variables={"party": name[:1]}
        )
        for k, name in enumerate(authors)
    )


def chosen(authors, split, unit="auto", strata=None, uses=None):
    """Choose the unit for the first `split` documents against the rest."""
    corpus = corpus_of(authors)
    rows = np.arange(len(authors))
    usages = np.ones(len(authors)) if uses is None else np.array(uses, float)
    return choose_exchange(corpus, rows[:split], rows[split:], usages, unit, strata)


def test_authors_of_one_side_only_are_the_unit():
    """Five authors a side, none on both: whole authors are exchanged."""
    found = chosen([f"a{k // 2}" for k in range(10)] + [f"b{k // 2}" for k in range(10)], 10)
    assert found.unit == "author"
    assert len(np.unique(found.codes)) == 10
    assert not found.blocks.any()


def test_authors_on_both_sides_leave_the_document_as_unit():
    """Documents of an author who stands on both sides are exchanged within that author."""
    found = chosen(["x", "y", "x", "z", "x", "y"], 3)
    assert found.unit == "document"
    assert found.blocks[[0, 2, 4]].tolist() == [found.blocks[0]] * 3
    assert found.blocks[3] == 0
    assert found.blocks[0] != found.blocks[1] == found.blocks[5] != 0


def test_too_few_authors_are_a_doubt_that_names_them():
    """Fewer than five authors of one side only cannot be told from the period."""
    found = chosen(["King A", "King A", *[f"b{k}" for k in range(8)]], 2)
    assert found.unit == "document"
    assert "King A" in found.doubts[0]


def test_a_document_without_an_author_is_named_so_in_the_doubt():
    """An empty name leaves no hole in the sentence."""
    found = chosen(["King A", "King A", "", *[f"b{k}" for k in range(8)]], 3)
    assert ", )" not in found.doubts[0]
    assert "unnamed" in found.doubts[0]


def test_a_fifth_of_the_usages_decides():
    """Authors are the unit at four fifths of usages by one-sided authors, not below."""
    authors = [f"a{k}" for k in range(5)] + ["both", "both"] + [f"b{k}" for k in range(5)]
    at = chosen(authors, 6, uses=[4] * 5 + [5, 5] + [4] * 5)
    below = chosen(authors, 6, uses=[4] * 5 + [6, 5] + [4] * 5)
    assert (at.unit, below.unit) == ("author", "document")


def test_unknown_authors_count_as_documents():
    """Texts without an author are not taken for the work of one."""
    found = chosen([""] * 6 + ["a", "b"], 4, unit="author")
    assert len(np.unique(found.codes)) == 8
    assert not found.blocks.any()


def test_a_named_variable_is_the_unit_and_unknown_ones_are_refused():
    """Any document variable can be the unit; another name is an error."""
    assert len(np.unique(chosen(["ab", "ac", "bd", "be"], 2, unit="party").codes)) == 2
    with pytest.raises(UnknownNameError, match="party"):
        chosen(["a", "b"], 1, unit="prty")


def test_units_do_not_cross_strata():
    """An author who writes in two strata is two units."""
    found = chosen(["ab", "ab", "cd", "ce"], 2, unit="author", strata="party")
    assert found.strata is not None
    assert found.codes[0] == found.codes[1]
    assert len(np.unique(found.codes)) == 3
