"""Topics of a text: inferred, and compared with those of periods."""

import numpy as np
import polars as pl
import pytest

from tests.traces.worlds import about, topical_archive
from toolkit.cli.main import main
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.spaces.fit import fit
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.resemblance import resemblance
from toolkit.topics.edit import merge_topics
from toolkit.topics.fit import fit_topics
from toolkit.topics.infer import infer
from toolkit.traces.judged import Asked
from toolkit.traces.resemblance import of_text
from toolkit.traces.target import target_of
from toolkit.traces.topical import of_topics, topic_table
from toolkit.traces.trace import trace

QUICK = {"permutations": 49, "formulas": False, "phrases": 0}


@pytest.fixture(scope="module")
def world():
    """Make an archive with subjects of decades, and fit topics to it."""
    made, corpus = topical_archive(0)
    model = fit_topics("nmf", corpus, topics=12, seed=0, seeds=1, workers=1)
    asked = Asked(corpus, fit("ppmi", corpus), slices(corpus), 10, "auto", 0.95, 199, 7)
    return made, model, asked


def target(asked, text, name="t"):
    """Give a text as a target."""
    return target_of(Document(name, text, parse_date("1975"), language="en"), asked.corpus)


def test_a_text_on_the_subject_of_a_decade_is_told(world):
    """By its topics it speaks like that decade, or like none, and the best value is there."""
    made, model, asked = world
    for k in (0, 3, 5):
        found = of_topics(asked, target(asked, about(made, (k, 7))), model)
        assert found.speaks in (None, f"{1900 + 10 * k}s")
        best = max((r for r in found.rows if r["by"] == "slice"), key=lambda r: r["value"] or -2)
        assert best["label"] == f"{1900 + 10 * k}s"
        assert best["low"] < best["value"] < best["high"]


def test_the_value_is_that_of_shares_less_their_mean(world):
    """The resemblance to a slice, from shares of documents put together by hand."""
    made, model, asked = world
    chosen = target(asked, about(made, (2, 8)))
    rows = of_topics(asked, chosen, model).rows
    shares = model.document_topic
    of_slice = shares[next(p.documents for p in asked.slices if p.label == "1920s")]
    direction = infer(model, chosen.types).shares - shares.mean(axis=0)
    units = UnitSums(of_slice - shares.mean(axis=0), np.ones(len(of_slice)))
    (row,) = (r for r in rows if r["label"] == "1920s")
    assert row["value"] == pytest.approx(resemblance(direction, units).value)
    assert row["n_units"] == row["n_documents"] == len(of_slice)


def test_a_document_of_the_archive_has_the_topics_that_it_had(world):
    """Read anew, and left out of what it is compared with."""
    _, model, asked = world
    row = 100
    name = asked.corpus.documents["id"][row]
    chosen = target(asked, asked.corpus.text_at(row), name)
    assert infer(model, chosen.types).shares == pytest.approx(model.document_topic[row], abs=0.02)
    compared = of_topics(asked, chosen, model)
    assert name not in {one["id"] for one in compared.nearest}
    counted = sum(one["n_documents"] for one in compared.rows if one["by"] == "slice")
    assert counted == len(asked.corpus) - 1


def test_documents_of_a_decade_are_no_chance_of_that_decade(world):
    """A text like most of its decade may be told as a whole, too."""
    made, _, asked = world
    found = [of_text(asked, target(asked, about(made, (k, 6 + k)))).speaks for k in range(6)]
    assert all(one in (None, f"{1900 + 10 * k}s") for k, one in enumerate(found))
    assert any(found)


@pytest.mark.parametrize("text", ["", "one two three", "а б в", "the and of " * 40])
def test_a_text_that_the_model_cannot_read_is_not_compared(world, text):
    """Empty, short, in another script, function words alone: counts, no comparison, a sentence."""
    _, model, asked = world
    chosen = target(asked, text)
    assert of_topics(asked, chosen, model) == ([], [], None)
    table = topic_table(chosen, model)
    assert len(table) == len(model)
    assert (table["n_words"] < 20).all()
    found = trace(chosen.document, asked.corpus, topics=model, **QUICK)
    assert any("topics are not compared" in one for one in found.answer())


def test_a_trace_says_its_topics_or_how_to_get_them(world):
    """With a model rows, a table, sentences, settings; without one line."""
    made, model, asked = world
    document = target(asked, about(made, (1, 9))).document
    with_them = trace(document, asked.corpus, topics=model, **QUICK)
    assert "(topics of the text)" in with_them.resemblance["concept"]
    shares = with_them.part("topics")["share"]
    assert shares.sum() == pytest.approx(1)
    assert shares.to_list() == sorted(shares, reverse=True)
    assert any(one.startswith("Its largest topics") for one in with_them.answer())
    assert with_them.provenance.settings["topics model"] == "nmf"
    assert any(one.startswith("topics: ") for one in with_them.doubts)
    without = trace(document, asked.corpus, **QUICK)
    (said,) = without.left_out()
    assert "--model nmf" in said
    assert said in str(without)
    assert with_them.left_out() == []
    assert not len(without.part("topics"))
    rest = with_them.resemblance.filter(pl.col("concept") != "(topics of the text)")
    assert rest.equals(without.resemblance)


def test_models_that_cannot_be_asked_are_refused(world):
    """Merged topics, topics that move, topics of another corpus."""
    made, model, asked = world
    document = target(asked, about(made, (1, 9))).document
    with pytest.raises(OptionError, match="as it was fitted"):
        trace(document, asked.corpus, topics=merge_topics(model, [0, 1]), **QUICK)
    moving = fit_topics("dynamic-nmf", asked.corpus, topics=6, seeds=1)
    with pytest.raises(OptionError, match="every slice"):
        trace(document, asked.corpus, topics=moving, **QUICK)
    other = topical_archive(1, 20)[1]
    with pytest.raises(ProvenanceError, match="another corpus"):
        trace(document, other, topics=model, **QUICK)


def test_the_verb_takes_the_model_that_was_kept(world, tmp_path, capsys):
    """`--model` and `--topics` as `rhetoric topics` has them; the part has its columns."""
    made, _, asked = world
    asked.corpus.save(tmp_path / "c")
    (tmp_path / "t.txt").write_text(about(made, (1, 9)), "utf-8")
    kept = ["--topics", "12", "--quiet", "--format", "csv"]
    assert main(["topics", str(tmp_path / "c"), *kept]) == 0
    capsys.readouterr()
    given = ["trace", str(tmp_path / "t.txt"), str(tmp_path / "c"), "--no-formulas", *kept]
    before = sorted((tmp_path / "c" / "cache").glob("topics-*"))
    assert main([*given, "--permutations", "49", "--part", "topics"]) == 0
    assert sorted((tmp_path / "c" / "cache").glob("topics-*")) == before
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "topic,label,n_words,share,archive,stability"
    assert len(out) == 13
