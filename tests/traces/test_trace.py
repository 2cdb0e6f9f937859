"""The whole trace: contract, points, quotations, novelty; targets of every poor kind."""

import json

import numpy as np
import polars as pl
import pytest

from tests.traces.worlds import archive, target
from toolkit.cli.main import main
from toolkit.concepts.concept import Concept
from toolkit.concepts.lexicon import Lexicon
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError, ReadError, UnknownNameError
from toolkit.spaces.fit import fit
from toolkit.traces.novel import new_passages
from toolkit.traces.target import target_of
from toolkit.traces.trace import trace
from toolkit.traces.trace_table import TRACE_COLUMNS

LEXICON = Lexicon(
    "small",
    {
        "war": Concept("war", ["people's war"], point=2),
        "army": Concept("army", ["people's army"], point=1),
    },
    points={1: "Army", 2: "War"},
)
QUICK = {"lexicon": LEXICON, "permutations": 49, "formulas": False}


@pytest.fixture(scope="module")
def world():
    """Make an archive whose concept keeps other company in every decade."""
    return archive(0, per_decade=30)


@pytest.fixture(scope="module")
def traced(world):
    """Trace a text that speaks like the 1930s and quotes a document of the 1910s."""
    made, corpus = world
    text = target(made, 3).text
    row = int(np.flatnonzero(corpus.documents["id"] == "1910-4")[0])
    quoted = " ".join(corpus.text_at(row).split()[5:45])
    document = Document("t", f"{text} {quoted}", parse_date("1975"), language="en")
    return corpus, document, trace(document, corpus, **QUICK | {"formulas": True})


def test_every_concept_of_the_lexicon_has_its_row(traced):
    """Absent ones too, in the order of the lexicon, with all columns."""
    _, _, found = traced
    assert tuple(found.table.columns) == TRACE_COLUMNS
    assert found.table.select("concept", "point").rows() == [("war", 2), ("army", 1)]
    assert found.absent == ["army"]
    assert "does not occur" in found.sentences["army"]
    assert any("Absent from the archive: army" in line for line in found.answer())


def test_counts_are_those_of_the_archive(traced):
    """Uses, first use and peak agree with the careers; the share of what lies before is given."""
    corpus, _, found = traced
    (row,) = found.table.filter(pl.col("concept") == "war").to_dicts()
    career = found.careers.filter(pl.col("concept") == "war")
    assert career["n_occurrences"].sum() == row["n_occurrences"]
    assert row["peak"] in career["slice"].to_list()
    (first,) = found.first_uses.filter(pl.col("concept") == "war").to_dicts()
    assert row["first"] == first["first"]
    starts = corpus.documents.filter(pl.col("date") < row["first"])["n_tokens"].sum()
    assert first["n_before"] == starts


def test_a_quotation_is_counted_for_the_concepts_that_stand_in_it(traced):
    """The quoted passage is found; concepts inside it count it once."""
    corpus, document, found = traced
    quoted = found.reuse.of_kind("quotation")
    assert "1910-4" in quoted["source"].to_list()
    spans = set(quoted.select("passage", "start", "stop").rows())
    places = found.places.filter(pl.col("concept") == "war").select("start", "stop").rows()
    inside = {n for n, a, b in spans if any(a <= x and y <= b for x, y in places)}
    assert found.table["quotations"][0] == len(inside)
    for row in found.places.to_dicts():
        assert document.text[row["start"] : row["stop"]] == row["match"]


def test_parts_are_given_by_name(traced):
    """Every table by its name, anything else is refused with the names."""
    _, _, found = traced
    assert found.part("careers") is found.careers
    assert found.part("reuse") is found.reuse.table
    with pytest.raises(UnknownNameError, match="careers"):
        found.part("career")
    assert "war" in str(found)


def test_a_passage_of_strange_subjects_is_new(world):
    """Words that never stand together are far from everything; a copied passage is not."""
    made, corpus = world
    space = fit("ppmi", corpus)
    copied = " ".join(corpus.text_at(3).split()[:50])
    rare = [word for topic in made.topics[8:] for word in topic[:9]]
    strange = " ".join([made.topics[8 + k % 6][k % 3] for k in range(50)])
    assert len(rare) > 0
    chosen = target_of(Document("t", f"{copied} {strange}", language="en"), corpus)
    table = new_passages(chosen, space, 0.95, 7)
    assert len(table) == 2
    assert table["similarity"][0] > table["similarity"][1]
    assert not table["new"][0]
    assert table["unseen"][0] < table["unseen"][1]
    for row in table.to_dicts():
        assert chosen.text[row["start"] : row["stop"]] == row["text"]
    again = new_passages(chosen, space, 0.95, 7)
    assert table.equals(again)


def test_passages_of_the_archive_are_seldom_new(world):
    """Of documents held out of the archive, about one in twenty passages is called new."""
    made, corpus = world
    texts = [made.document(1930, 3, 2)[0] for _ in range(12)]
    chosen = target_of(Document("t", " ".join(texts), language="en"), corpus)
    table = new_passages(chosen, fit("ppmi", corpus), 0.95, 7)
    assert (table["p_value"] <= 0.05).mean() <= 0.15
    assert table["new"].mean() <= 0.1


@pytest.mark.parametrize(
    "text", ["", " \n", "!", "war", "people's war", "Krieg und Frieden sind nicht eins", "а б в"]
)
def test_poor_targets_are_answered(world, text):
    """Empty, tiny, in another language: all rows, sentences, no crash."""
    _, corpus = world
    found = trace(Document("t", text), corpus, **QUICK | {"formulas": True})
    assert found.table["concept"].to_list() == ["war", "army"]
    assert found.table["resembles"].null_count() == 2
    assert found.answer()
    assert found.doubts


def test_a_target_that_stands_in_the_archive_is_left_out(world):
    """Its own uses are not counted, its own words are no quotation, its passages not nearest."""
    _, corpus = world
    row = int(np.flatnonzero(corpus.documents["n_tokens"].to_numpy() > 150)[0])
    name = corpus.documents["id"][row]
    document = Document(name, corpus.text_at(row), parse_date("1900"), language="en")
    found = trace(document, corpus, **QUICK)
    whole = trace(Document("t", "people's war", language="en"), corpus, **QUICK)
    mine = corpus.text_at(row).count("people's war")
    assert found.table["n_occurrences"][0] == whole.table["n_occurrences"][0] - mine
    assert name not in found.reuse.table["source"].to_list()
    assert name not in found.novelty["nearest"].to_list()
    assert any("left out" in doubt for doubt in found.doubts)


@pytest.mark.parametrize("texts", [[], [""], ["people's war and bread"]])
def test_poor_archives_are_answered(texts):
    """No document, no word, no space: rows with counts, and the doubt."""
    corpus = Corpus.from_documents(
        Document(str(k), text, parse_date("1917")) for k, text in enumerate(texts)
    )
    found = trace(Document("t", "A people's war.", language="en"), corpus, **QUICK)
    assert len(found.table) == 2
    assert any("too small" in doubt for doubt in found.doubts)


def test_without_a_lexicon_the_phrases_are_the_table(world):
    """Key phrases stand in the table themselves, without a point."""
    made, corpus = world
    found = trace(target(made, 1), corpus, permutations=49, formulas=False, phrases=3)
    assert found.table["concept"].to_list() == found.phrases["concept"].to_list()
    assert found.table["point"].null_count() == len(found.table)


def test_the_same_call_gives_the_same_tables(traced):
    """Same corpus, settings and seed: the same rows."""
    corpus, document, found = traced
    again = trace(document, corpus, **QUICK)
    for name in ("table", "careers", "resemblance", "nearest", "novelty", "breaks"):
        assert again.part(name).equals(found.part(name)), name


def test_what_cannot_be_is_refused(world, tmp_path):
    """Options outside their range, slices of another corpus, a missing file."""
    made, corpus = world
    for bad in ({"phrases": -1}, {"permutations": 0}, {"level": 1.0}, {"window": 0}):
        with pytest.raises(OptionError):
            trace(target(made, 1), corpus, **QUICK | bad)
    other = Corpus.from_documents([Document("a", "bread", parse_date("1917"))])
    with pytest.raises(ProvenanceError):
        trace(target(made, 1), corpus, slices=slices(other), **QUICK)
    with pytest.raises(ReadError):
        trace(tmp_path / "nowhere.txt", corpus, **QUICK)


def test_the_verb_gives_the_contract(world, tmp_path, capsys):
    """All columns in their order; another part on request; a bad one refused in one line."""
    made, corpus = world
    corpus.save(tmp_path / "c")
    (tmp_path / "t.txt").write_text(target(made, 2).text, "utf-8")
    given = ["trace", str(tmp_path / "t.txt"), str(tmp_path / "c"), "--lexicon", "manifesto",
             "--no-formulas", "--permutations", "49", "--format", "json"]  # fmt: skip
    assert main(given) == 0
    rows = json.loads(capsys.readouterr().out)
    assert list(rows[0]) == list(TRACE_COLUMNS)
    assert {row["point"] for row in rows} == set(range(1, 9))
    assert len(rows) == 50
    assert main([*given, "--part", "careers", "--drop", "communism"]) == 0
    assert "communism" not in {row["concept"] for row in json.loads(capsys.readouterr().out)}
    assert main([*given, "--merge", "nothing"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
