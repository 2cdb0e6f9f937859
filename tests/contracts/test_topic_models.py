"""What every topic model promises, whoever adds it."""

import runpy
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import toolkit as rt
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError, ShapeError, UnknownNameError
from toolkit.topics import TOPIC_MODELS
from toolkit.topics.base import TopicModel
from toolkit.topics.infer import infer
from toolkit.topics.matching import cosines, matched

MADE = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "topics" / "planted.py")))
each_model = pytest.mark.parametrize("name", list(TOPIC_MODELS))


@pytest.fixture(scope="module")
def small():
    """Plant four topics in 200 documents, with an empty decade between."""
    made = MADE.planted(0, documents=200, tokens=60, topics=4, words=120, slices=4)
    late = [
        Document(
            row["id"],
            made.corpus.text(row["id"]),
            parse_date(str(int(row["date"]) + 20 * (int(row["date"]) >= 1920))),
            language="en",
            variables={"side": "ab"[n % 2]},
        )
        for n, row in enumerate(made.corpus.documents.iter_rows(named=True))
    ]
    return made._replace(corpus=Corpus.from_documents(late))


def needed(name, small):
    """Give what a model needs besides the corpus."""
    words = [small.vocabulary[i] for i in np.argsort(-small.words[0])[:5]]
    concept = rt.Concept("first", patterns=words)
    return {"variable": {"variable": "side"}, "concepts": {"concepts": [concept]}}.get(
        TOPIC_MODELS.get(name).needs, {}
    )


def fitted(name, small, **options):
    """Fit a model to the small corpus."""
    options = {"passes": 8} | options if name == "lda" else options  # slow for its size
    settings = {"topics": 4, "seed": 1, "seeds": 2, "most_common": 1.0, "workers": 1}
    return rt.fit(name, small.corpus, **settings | needed(name, small) | options)


@each_model
def test_shares_add_up_to_one(name, small):
    """Words of a topic, and topics of a passage and of a document, are shares."""
    model = fitted(name, small)
    assert isinstance(model, TopicModel)
    assert model.topic_word.shape == (4, len(model.passages.words))
    for table in (model.topic_word, model.passage_topic, model.document_topic):
        assert (table >= 0).all()
        assert table.sum(axis=1) == pytest.approx(1.0)


@each_model
def test_the_same_seed_gives_the_same_bytes(name, small):
    """Fitted twice, in this process and in others, every byte is the same."""
    first = fitted(name, small)
    for workers in (1, 2):
        small.corpus.memory.clear()
        again = fitted(name, small, workers=workers)
        assert again.topic_word.tobytes() == first.topic_word.tobytes()
        assert again.passage_topic.tobytes() == first.passage_topic.tobytes()


@each_model
def test_planted_topics_are_found(name, small):
    """Every planted topic has a partner with nearly the same words."""
    model = fitted(name, small, seeds=3)
    found = MADE.words_in(model, small.vocabulary)
    cosine = cosines(small.words, found)[np.arange(4), matched(small.words, found)]
    assert cosine.min() > 0.8, cosine.round(2)


@each_model
def test_a_text_read_anew_has_the_topics_that_it_had(name, small):
    """Each model infers by its own way; one whose topics move says that it cannot."""
    model = fitted(name, small)
    index = model.corpus.index
    if TOPIC_MODELS.get(name).needs == "slices":
        with pytest.raises(OptionError, match="every slice"):
            infer(model, index.ids[: index.offsets[1]].astype(int))
        return
    edges = zip(index.offsets[:40], index.offsets[1:41], strict=True)
    anew = [infer(model, index.ids[a:b].astype(int)) for a, b in edges]
    shares = np.array([one.shares for one in anew])
    assert [one.n_words for one in anew] == model.document_words[:40].tolist()
    assert shares.sum(axis=1) == pytest.approx(1.0)
    assert np.abs(shares - model.document_topic[:40]).mean() < 0.04
    strange = infer(model, np.full(30, -1))
    assert strange.n_words == 0
    assert np.isnan(strange.shares).all()


@each_model
def test_an_empty_slice_and_a_text_without_words_are_no_error(name, small):
    """A decade without documents stays empty, a document of stop words has no topics."""
    texts = [
        Document(f"x{year}", "the and of", parse_date(str(year)), variables={"side": "a"})
        for year in (1905, 1935)
    ]
    rows = small.corpus.documents.iter_rows(named=True)
    known = [
        Document(r["id"], small.corpus.text(r["id"]), parse_date(r["date"]),
                 variables={"side": r["side"]})
        for r in rows
    ]  # fmt: skip
    corpus = Corpus.from_documents([*known, *texts])
    model = fitted(name, small._replace(corpus=corpus))
    silent = [corpus.row(text.id) for text in texts]
    assert np.isnan(model.document_topic[silent]).all()
    assert any("2 documents hold no word" in doubt for doubt in model.doubts)
    if len(model.moving):
        empty = model.slices.index("1920s")
        assert np.isnan(model.moving[empty]).all()
        assert model.words(0, at="1920s") == []


@each_model
def test_too_little_text_is_refused(name, small):
    """More topics than passages, one document, no document: one clear error."""
    with pytest.raises(ShapeError, match="fewer topics"):
        fitted(name, small, topics=300)
    for documents in ([], [Document("a", "one short text of few words", parse_date("1917"))]):
        with pytest.raises(ShapeError, match="more text"):
            rt.fit(name, Corpus.from_documents(documents), topics=2)


@each_model
def test_settings_are_said_and_unknown_ones_refused(name, small):
    """Settings and seed stand in the provenance; another option is an error that lists them."""
    assert {"topics", "seed"} <= {field.name for field in fields(TOPIC_MODELS.get(name))}
    model = fitted(name, small)
    assert model.provenance.settings["topics"] == 4
    assert model.provenance.seed == 1
    with pytest.raises(OptionError, match="topics"):
        fitted(name, small, clusters=8)


def test_a_misspelt_name_is_refused_with_spaces_and_topic_models(small):
    """One function fits both, and lists both."""
    with pytest.raises(UnknownNameError, match="ppmi"):
        rt.fit("nmff", small.corpus)


def test_what_a_model_needs_is_asked_for(small):
    """A covariate model without a variable, a seeded one without concepts: one clear error."""
    with pytest.raises(OptionError, match="variable="):
        rt.fit("dmr", small.corpus, topics=4)
    with pytest.raises(OptionError, match="concepts="):
        rt.fit("seeded", small.corpus, topics=4)
