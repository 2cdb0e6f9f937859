"""Reuse on a planted archive: quotations found with direction and source, habits told apart."""

import numpy as np
import polars as pl
import pytest

from tests.traces.planted import CHANGES, overlap
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError, ReadError
from toolkit.traces.base import REUSE_COLUMNS
from toolkit.traces.reuse import reuse
from toolkit.traces.target import target_of

QUOTED = "a spectre of cheap bread haunts the seven granaries of our quiet valley"
OTHER = "nobody counted lanterns along that narrow harbour before winter came again"


@pytest.fixture(scope="module")
def found(archive):
    """Trace the planted target once."""
    return reuse(archive.corpus, archive.targets[0])


def over(found, plant):
    """Rows that cover half of a plant or more."""
    return [row for row in found.table.iter_rows(named=True) if overlap(row, plant) >= 0.5]


def quoted(archive):
    """Planted quotations."""
    return [one for one in archive.plants[0] if one.kind in CHANGES]


def test_planted_quotations_are_found_where_they_stand(archive, found):
    """Each of forty, up to 30 % of its words changed, inflected or split, from its document."""
    lost = [
        one.kind
        for one in quoted(archive)
        if not any(
            row["kind"] == "quotation" and row["source"] in one.sources + one.later
            for row in over(found, one)
        )
    ]
    assert lost == []


def test_the_earliest_source_and_the_direction_are_told(archive, found):
    """Of two documents that have the passage the earlier is first; later ones are called so."""
    for one in quoted(archive):
        rows = [row for row in over(found, one) if row["kind"] == "quotation"]
        (first,) = {row["source"] for row in rows if row["first"]}
        assert first == (one.sources + one.later)[0]
        assert {row["direction"] for row in rows} == {"later" if one.later else "earlier"}


def test_a_second_document_came_by_way_of_the_first(archive, found):
    """Chains: the later of two earlier documents has the other as its source."""
    for one in quoted(archive):
        both = one.sources + one.later
        ways = {row["source"]: row["via"] for row in over(found, one) if row["source"] in both}
        assert ways[both[0]] is None
        if len(both) == 2:
            assert ways[both[1]] == both[0]


def test_habits_are_no_quotations(archive, found):
    """Of forty commonplaces and twenty formulas not one in twenty passes for a quotation."""
    habits = [one for one in archive.plants[0] if one.kind not in CHANGES]
    taken = [any(r["kind"] == "quotation" for r in over(found, one)) for one in habits]
    assert np.mean(taken) <= 0.05
    formulas = [one for one in archive.plants[0] if one.kind == "formula"]
    named = [any(row["kind"] == "formula" for row in over(found, one)) for one in formulas]
    assert np.mean(named) >= 0.9


def test_what_is_told_can_be_looked_up(archive, found):
    """Offsets lead to the texts in the table; similar words are counted, changed ones too."""
    target = archive.targets[0]
    for row in found.of_kind("quotation").iter_rows(named=True):
        assert target.text[row["start"] : row["stop"]] == row["text"]
        text = archive.corpus.text(row["source"])
        assert text[row["source_start"] : row["source_stop"]] == row["source_text"]
        assert row["n_words"] + row["n_changed"] >= len(row["text"].split())
        assert row["expected"] <= 0.05


def library(*texts):
    """Make an archive of dated texts, padded so that words have frequencies."""
    rng = np.random.default_rng(0)
    words = [f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in ("n", "ran", "tor")]
    padding = [" ".join(rng.choice(words, 80)) for _ in range(60)]
    documents = [Document(f"p{k}", t, parse_date("1900"), language="en")
                 for k, t in enumerate(padding)]  # fmt: skip
    documents += [
        Document(f"t{year}", f"{padding[0][:70]} {text} {padding[1][:70]}", parse_date(year),
                 language="en")
        for year, text in texts
    ]  # fmt: skip
    return Corpus.from_documents(documents)


def test_a_chain_is_followed_through_a_changed_wording():
    """1875 wrote, 1917 changed two words, the target has the change: it came through 1917."""
    altered = QUOTED.replace("cheap", "dear").replace("quiet", "sunken")
    corpus = library(("1875", QUOTED), ("1917", altered), ("1930", altered), ("1920", OTHER))
    table = reuse(corpus, Document("mine", f"Well: {altered}!", language="en")).table
    ways = dict(table.select("source", "via").iter_rows())
    assert ways == {"t1875": None, "t1917": "t1875", "t1930": "t1917"}
    assert table.filter("first")["source"].to_list() == ["t1875"]


def test_the_date_of_a_target_turns_the_direction(tmp_path):
    """What was written in between was taken from the earlier, and came into the later."""
    corpus = library(("1875", QUOTED), ("1917", QUOTED))
    path = tmp_path / "mine.txt"
    path.write_text(f"Well: {QUOTED}!", "utf-8")
    table = reuse(corpus, path, date="1900-05").table
    assert dict(table.select("source", "direction").iter_rows()) == {
        "t1875": "earlier",
        "t1917": "later",
    }
    assert set(reuse(corpus, path).table["direction"]) == {"earlier"}


def test_a_target_that_stands_in_the_archive_is_not_compared_with_itself():
    """The same id and text are left out; the same text under another id is found whole."""
    corpus = library(("1875", QUOTED))
    same = Document("t1875", corpus.text("t1875"), language="en")
    assert "t1875" not in reuse(corpus, same).table["source"].to_list()
    by_id = target_of("t1875", corpus)
    assert (by_id.text, by_id.row) == (corpus.text("t1875"), 0)
    assert by_id.document.date.iso().startswith("1875-")
    copy = reuse(corpus, Document("copy", corpus.text("t1875"), language="en")).table
    assert copy.filter(pl.col("source") == "t1875")["n_changed"].to_list() == [0]


@pytest.mark.parametrize("text", ["", "…", "bread", "Хлеба и мира хотят все люди на земле сегодня"])
def test_targets_that_can_share_nothing_give_an_empty_table(text):
    """No word, one word, another language: no rows, a plain sentence, the columns stay."""
    found = reuse(library(("1875", QUOTED)), Document("mine", text))
    assert found.table.columns == list(REUSE_COLUMNS)
    assert len(found.table) == 0
    assert "No passage" in str(found)
    assert found.doubts


def test_an_empty_archive_gives_an_empty_table():
    """Nothing is looked through, nothing is found, with a target or without."""
    nothing = Corpus.from_documents([])
    assert len(reuse(nothing, Document("mine", QUOTED)).table) == 0
    assert len(reuse(nothing).table) == 0


def test_an_archive_is_compared_with_itself_word_for_word():
    """Two documents that share thirteen words: the later one has them from the earlier."""
    corpus = library(("1875", QUOTED), ("1917", QUOTED), ("1920", OTHER))
    table = reuse(corpus).table.filter(pl.col("text").str.contains("spectre"))
    (row,) = table.iter_rows(named=True)
    assert (row["source"], row["id"], row["direction"]) == ("t1875", "t1917", "earlier")
    assert row["n_documents"] == 2
    assert corpus.text("t1917")[row["start"] : row["stop"]] == row["text"]
    assert QUOTED in row["text"]


@pytest.mark.parametrize("bad", [{"words": 1}, {"level": 0}, {"common": 1}, {"most": 0}])
def test_options_outside_what_is_allowed_are_refused(bad):
    """One word is no passage, and so on."""
    with pytest.raises(OptionError):
        reuse(library(("1875", QUOTED)), Document("mine", QUOTED), **bad)


def test_a_folder_of_texts_is_no_target(tmp_path):
    """A target is one text."""
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(QUOTED, "utf-8")
    with pytest.raises(ReadError, match="a target is one text"):
        reuse(library(("1875", QUOTED)), tmp_path)
