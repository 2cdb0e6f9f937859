"""Occurrences: where they stand, what stands around them, and how they are shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.plain import scan
from toolkit.concepts.find import find
from toolkit.concepts.occurrences import PASSAGES
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError

TEXT = "“No war,”\nsaid  the people’s deputy: «No war!» — and no peace."


@pytest.fixture(scope="module")
def corpus():
    """Make two documents, the later one undated."""
    return Corpus.from_documents([Document("a", TEXT, parse_date("1917")), Document("b", "No war")])


def test_a_passage_shows_the_hit_between_its_neighbours(corpus):
    """Characters of the hit, the words on either side with blanks made one."""
    rows = find("no war", corpus).kwic(window=2).rows()
    assert rows == [
        ("a", "1917", 1, 7, "No war", "", ",” said the"),
        ("a", "1917", 38, 44, "No war", "people’s deputy: «", "!» — and no"),
        ("b", "", 0, 6, "No war", "", ""),
    ]


def test_the_table_is_the_passages_without_context(corpus):
    """`table` has id, date, start, stop and match."""
    found = find("no war", corpus)
    assert found.table.equals(found.kwic().drop("left", "right"))
    assert found.table.columns == ["id", "date", "start", "stop", "match"]


def test_nothing_found_is_an_answer_with_its_columns(corpus):
    """No hit: an empty table of the same columns and types, and a sentence."""
    found = find("revolution", corpus)
    assert len(found) == 0
    assert dict(found.kwic().schema) == PASSAGES
    assert found.table.height == 0
    assert str(found) == "revolution: 0 occurrences in 0 documents"


def test_a_negative_window_is_refused(corpus):
    """A window counts tokens."""
    with pytest.raises(OptionError, match="window -1: a context has 0 tokens or more"):
        find("war", corpus).kwic(window=-1)


@settings(max_examples=40)
@given(st.lists(st.text("aA b,'’-\n人é", max_size=30), min_size=1, max_size=4), st.integers(0, 4))
def test_contexts_are_those_of_a_scanner(texts, window):
    """For every hit the text around it, cut where the scanner cuts the tokens."""
    corpus = Corpus.from_documents([Document(f"d{i}", text) for i, text in enumerate(texts)])
    expected = []
    for i, text in enumerate(texts):
        spans = scan(text)
        for k, (start, stop) in enumerate(spans):
            if text[start:stop] in ("a", "A"):
                left = text[spans[max(0, k - window)][0] : start]
                right = text[stop : spans[min(len(spans) - 1, k + window)][1]]
                around = (" ".join(left.split()), " ".join(right.split()))
                expected.append((f"d{i}", "", start, stop, text[start:stop], *around))
    assert find("a", corpus).kwic(window).rows() == expected


def test_chosen_passages_come_in_the_order_asked_for(corpus):
    """`passages` takes numbers of occurrences, in any order, also twice."""
    found = find("no war", corpus)
    every = found.kwic(3)
    for chosen in ([2, 0, 1], [1, 1], []):
        shown = found.passages(np.array(chosen, np.int64), 3)
        assert shown.rows() == [every.row(i) for i in chosen]
