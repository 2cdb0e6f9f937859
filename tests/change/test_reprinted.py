"""Reprints left out: a flood of old texts in a late decade is not usage of that decade."""

import pytest

from tests.change.conftest import archive
from toolkit.change.drift import drift
from toolkit.change.frequency import frequency
from toolkit.change.neighbours import neighbours
from toolkit.change.robustness import robustness
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError

OPTIONS = {"controls": 0, "permutations": 49}


def documents_of(corpus):
    """Give the documents of a corpus back."""
    for row, known in enumerate(corpus.documents.iter_rows(named=True)):
        yield Document(known["id"], corpus.text_at(row), parse_date(known["date"]))


def frame(number):
    """Write 2,000 words that no other book has."""
    return " ".join(f"frame{number}x{n}" for n in range(2_000))


@pytest.fixture(scope="module")
def plain():
    """`charter` goes from law to war in the 1920s."""
    return archive(0, shift="1920")


@pytest.fixture(scope="module")
def flooded(plain):
    """Every text of the 1900s is reprinted in the 1920s, half of them inside longer ones."""
    documents = list(documents_of(plain))
    old = [one for one in documents if one.date.start < parse_date("1910").start]
    again = [
        Document(f"again-{k}", one.text if k % 2 else f"{frame(k)} {one.text}", parse_date("1925"))
        for k, one in enumerate(old)
    ]
    return Corpus.from_documents([*documents, *again])


def counts(table):
    """Give uses, and documents that hold them, by slice."""
    return table.select("slice", "n_documents", "n_occurrences").rows()


def test_left_out_reprints_leave_the_counts_of_the_originals(plain, flooded):
    """Uses and documents of every slice are those of the archive without reprints."""
    wanted = drift("charter", plain, **OPTIONS)
    kept = drift("charter", flooded, **OPTIONS)
    found = drift("charter", flooded, reprints="leave out", **OPTIONS)
    assert counts(found.table) == counts(wanted.table)
    assert counts(kept.table) != counts(wanted.table)
    n = kept.table["n_occurrences"].sum() - wanted.table["n_occurrences"].sum()
    assert f"{n} uses in words that repeat an earlier document left out" in found.doubts
    assert found.provenance.settings["reprints"] == "leave out"


def test_a_change_hidden_by_reprints_is_seen_without_them(flooded):
    """The 1920s differ from the 1900s fully; half of their uses being reprints hides most of it."""
    kept = drift("charter", flooded, **OPTIONS).table["value"][-1]
    found = drift("charter", flooded, reprints="leave out", **OPTIONS).table["value"][-1]
    assert kept < 0.5 * found


def test_frequency_leaves_out_uses_and_tokens(plain, flooded):
    """Rates are those of the archive without reprints, but for the frame of the new books."""
    cut = slices(plain)
    wanted = frequency(find("charter", plain), slices=cut).table
    found = frequency(find("charter", flooded), slices=slices(flooded), reprints="leave out").table
    assert counts(found) == counts(wanted)
    assert found["n_tokens"].to_list()[:2] == wanted["n_tokens"].to_list()[:2]
    assert found["n_tokens"][2] == wanted["n_tokens"][2] + 12 * 2_000


def test_neighbours_and_robustness_leave_them_out_too(plain, flooded):
    """Counts by slice, and those of every specification that has the decades of the series."""
    near = neighbours("charter", flooded, reprints="leave out").table
    wanted = dict(drift("charter", plain, **OPTIONS).table.select("slice", "n_occurrences").rows())
    assert dict(near.select("slice", "n_occurrences").unique().iter_rows()) == wanted
    series = drift("charter", flooded, reprints="leave out", **OPTIONS)
    again = robustness(
        series, every=[10], windows=[10], spaces=["ppmi"], permutations=19
    ).table.filter(offset=0)
    assert set(again["n_occurrences"]) == {wanted["1920s"]}


def test_another_word_for_it_is_refused(plain):
    """`reprints` is "keep" or "leave out"."""
    with pytest.raises(OptionError, match="'keep' or 'leave out'"):
        drift("charter", plain, reprints="drop", **OPTIONS)
