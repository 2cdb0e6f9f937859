"""Undated documents as a group that slices are compared with."""

import pytest

import toolkit as rt
from tests.change.conftest import archive
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.errors import UnknownNameError

QUICK = {"permutations": 19, "controls": 30}


@pytest.fixture(scope="module")
def both():
    """Take the first decade's dates away; beside it the same archive with all of its dates."""
    dated = archive(0, shift="1920", authors=400)
    kept = [
        Document(
            f"{'z' * (row['date'] < '1910')}{row['id']}",
            dated.text(row["id"]),
            rt.parse_date(row["date"]),
            author=row["author"],
        )
        for row in dated.documents.iter_rows(named=True)
    ]
    without = [
        Document(one.id, one.text, None if one.id.startswith("z") else one.date, author=one.author)
        for one in kept
    ]
    return Corpus.from_documents(without), Corpus.from_documents(kept)


def test_a_drift_from_undated_documents_is_one_from_a_slice_of_them(both):
    """The same documents, dated, are a slice: the same counts, distances and intervals."""
    corpus, dated = both
    found = rt.drift("charter", corpus, against="undated", space=rt.fit("ppmi", corpus), **QUICK)
    other = rt.drift("charter", dated, against="1900s", space=rt.fit("ppmi", dated), **QUICK)
    assert found.table["baseline"].to_list() == ["undated"] * 2
    rows = other.table.filter(other.table["slice"] != "1900s")
    for name in ("slice", "n_units", "n_documents", "n_occurrences"):
        assert found.table[name].to_list() == rows[name].to_list()
    for name in ("neff", "value", "low", "high"):
        assert found.table[name].to_list() == pytest.approx(rows[name].to_list(), abs=1e-6)
    near, far = found.table["value"]
    assert near < 0.1 < far
    assert found.answer()[0].startswith("Measured from the undated documents: ")
    assert any("in undated documents and in no slice" in doubt for doubt in found.doubts)


@pytest.mark.parametrize(
    ("ask", "names"),
    [
        (lambda c, b: rt.keyness(c, against=b, permutations=19, most=None), ["log_likelihood"]),
        (lambda c, b: rt.shift("charter", c, against=b, permutations=19), ["contribution"]),
    ],
)
def test_words_of_a_slice_beside_those_of_undated_documents(both, ask, names):
    """Keyness and shift: scores are those from the slice that the documents would be."""
    corpus, dated = both
    found, other = ask(corpus, "undated"), ask(dated, "1900s")
    assert set(found.table["baseline"]) == {"undated"}
    names = ["word", *names]
    one, two = (some.table.select(names).sort("word") for some in (found, other))
    assert one["word"].to_list() == two["word"].to_list()
    assert one[names[1]].to_list() == pytest.approx(two[names[1]].to_list())
    assert "the undated documents" in " ".join(found.answer())


def test_what_is_asked_of_such_a_drift(both):
    """Power and decomposition take the undated documents for what they are."""
    corpus, dated = both
    series = rt.drift("charter", corpus, against="undated", **QUICK)
    other = rt.drift("charter", dated, against="1900s", **QUICK)
    power = rt.power(series, slice="1920s", repetitions=5)
    assert set(power.table["baseline"]) == {"undated"}
    parts, same = (rt.decompose(one, permutations=19).table for one in (series, other))
    same = same.filter(same["slice"] != "1900s")
    assert len(parts) == len(same) > 0
    for name in ("slice", "part"):
        assert parts[name].to_list() == same[name].to_list()
    values = parts["value"].to_list(), same["value"].to_list()
    assert values[0] == pytest.approx(values[1], abs=1e-6)


def test_without_undated_documents_the_name_is_unknown(both):
    """A slice may be called so; otherwise the labels are named."""
    _, dated = both
    with pytest.raises(UnknownNameError, match="1900s"):
        rt.drift("charter", dated, against="undated")
    called = rt.slices(dated, periods={"undated": (1900, 1910), "later": (1910, 1930)})
    label, rows = called.baseline("undated")
    assert (label, rows.tolist()) == ("undated", called[0].documents.tolist())


def test_an_empty_date_is_a_value_that_can_be_grouped(both):
    """A variable that says which documents are undated, and the documents chosen by it."""
    corpus, _ = both
    groups = {"undated": [""]}
    told = rt.grouped(corpus, groups, of="date", name="dating", rest="dated")
    counts = told.describe("dating")
    n = int(corpus.documents["start"].null_count())
    assert dict(counts.select("dating", "documents").iter_rows()) == {
        "dated": len(corpus) - n, "undated": n
    }  # fmt: skip
    chosen = rt.slices(told, where={"dating": "undated"})
    assert chosen.undated.tolist() == rt.slices(corpus, where={"date": ""}).undated.tolist()
    assert len(chosen.undated) == n
