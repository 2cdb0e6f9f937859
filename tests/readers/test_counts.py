"""Documents of which only counts are known: what works works, what needs passages says so."""

import bz2
import json
from collections import Counter

import numpy as np
import pytest

import toolkit
from tests.readers.samples import features
from toolkit.cli.main import main
from toolkit.errors import OptionError, ReadError
from toolkit.readers.counts import MOST_WORDS, text_of_counts

COUNTS = {1917: {"bread": 7, "land": 2, "the": 9}, 1921: {"bread": 1, "land": 8, "the": 9}}


def constellate(path, **more):
    """Write two documents as Constellate gives them."""
    rows = [
        {
            "id": f"d{year}",
            "creator": ["Ann", "Bo"],
            "datePublished": f"{year}-05-01",
            "language": ["eng"],
            "unigramCount": counts,
            "bigramCount": {"bread land": 3},
            **more,
        }
        for year, counts in COUNTS.items()
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def volumes(folder):
    """Write two volumes of HathiTrust."""
    for year, counts in COUNTS.items():
        pages = [{"bread": counts["bread"]}, {"land": counts["land"], "the": counts["the"]}]
        about = {"title": "Works", "pubDate": year, "language": "eng"}
        content = features(pages, contributor=[{"name": "Ann"}, {"name": "Bo"}], **about)
        (folder / f"{year}.json.bz2").write_bytes(bz2.compress(content))
    return folder


@pytest.fixture(params=["constellate", "hathitrust"])
def corpus(request, tmp_path):
    """Read the same counts from either format."""
    if request.param == "constellate":
        return toolkit.read(constellate(tmp_path / "a.jsonl"))
    return toolkit.read(volumes(tmp_path))


def test_frequency_is_that_of_the_counts(corpus):
    """Every word stands as often as it was counted, in the year it was counted in."""
    assert corpus.n_tokens == 36
    assert corpus.documents["author"].to_list() == ["Ann; Bo"] * 2
    assert corpus.documents["language"].to_list() == ["en"] * 2
    for word in ("bread", "land", "the"):
        hits = toolkit.find(word, corpus)
        years = [int(corpus.documents["date"][int(row)][:4]) for row in hits.document]
        assert {y: years.count(y) for y in COUNTS} == {y: c[word] for y, c in COUNTS.items()}


def test_the_command_counts_them(tmp_path, capsys):
    """`freq` works on counts; the reading says what they are."""
    assert main(["freq", str(constellate(tmp_path / "a.jsonl")), "bread", "--format", "json"]) == 0
    assert [row["n_occurrences"] for row in json.loads(capsys.readouterr().out)] == [7, 1]
    assert main(["kwic", str(tmp_path / "a.jsonl"), "bread"]) == 2
    assert "hold only counts of words" in capsys.readouterr().err


def test_what_needs_passages_says_so(corpus):
    """Phrases, passages, spaces and quotations are refused with the number of documents."""
    for ask in (
        lambda: toolkit.find("bread land", corpus),
        lambda: toolkit.find("bread", corpus).kwic(),
        lambda: toolkit.fit("ppmi", corpus),
        lambda: toolkit.reuse(corpus),
        lambda: toolkit.collocates("bread", corpus),
    ):
        with pytest.raises(OptionError, match="2 of 2 documents hold only counts of words"):
            ask()


def test_topics_of_counts_are_those_of_the_words(tmp_path):
    """A model of counts is that of the same words in another order: nothing else is known of it."""
    rng = np.random.default_rng(0)
    vocabulary = [f"{word}{end}" for end in "abcdefghijkl" for word in ("bread", "peace", "land")]
    texts, counted = [], []
    for number in range(60):
        words = (
            rng.choice(vocabulary[number % 3 :: 3], 120).tolist()
            + rng.choice(vocabulary, 9).tolist()
        )
        about = {"id": str(number), "year": 1900 + number}
        texts.append(about | {"text": " ".join(words)})
        counted.append(about | {"unigramCount": Counter(words)})
    models = []
    for name, rows in (("texts.jsonl", texts), ("counts.jsonl", counted)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)))
        models.append(toolkit.fit("nmf", toolkit.read(tmp_path / name), topics=3, seed=7))
    (of_texts, of_counts) = models
    assert of_counts.labels == of_texts.labels
    assert of_counts.topic_word == pytest.approx(of_texts.topic_word, abs=1e-9)


def test_full_text_goes_before_counts(tmp_path):
    """Where Constellate gives the text, it is read, and nothing is refused."""
    corpus = toolkit.read(constellate(tmp_path / "a.jsonl", fullText=["Bread and", "land"]))
    assert corpus.text("d1917") == "Bread and\nland"
    assert "counts_only" not in corpus.documents.columns
    assert not {"unigramCount", "bigramCount"} & set(corpus.documents.columns)


@pytest.mark.parametrize("counts", [{"a": -1}, {"a": 1.5}, {"a": True}, {"a": MOST_WORDS + 1}])
def test_counts_that_are_none_are_refused(counts):
    """Neither a fraction nor a number beyond any document is taken."""
    with pytest.raises(ValueError, match="counts"):
        text_of_counts(counts)


def test_other_json_is_no_volume(tmp_path):
    """It is refused in one line; a cut archive too."""
    for name, content, why in (
        ("a.json", b'{"x": 1}', "no extracted features"),
        ("a.json.bz2", bz2.compress(features([{"a": 1}]))[:-9], "cut off|damaged"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ReadError, match=why):
            toolkit.read(tmp_path / name)
