"""Corpora written by released versions: opened, counted, found whole, added to."""

import re
import tarfile
from collections import Counter

import pytest

from tests.corpus import plain, released
from toolkit.cli.main import main
from toolkit.corpus import store
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

FILES = sorted(released.FORMATS.glob("format-*.tar.xz"))


@pytest.fixture(params=FILES, ids=lambda path: path.name.partition(".")[0])
def folder(request, tmp_path):
    """Unpack what a version of the past wrote."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path, filter="data")
    return tmp_path


def counted(corpus):
    """Count the types of a corpus as its index does."""
    return dict(zip(corpus.index.types, corpus.index.counts.tolist(), strict=True))


def expected():
    """Count them letter by letter in the texts that stand in the tests."""
    return Counter(
        plain.fold(word, language)
        for _, _, _, language, _, text in released.ROWS
        for word in plain.words(text)
    )


def test_each_format_has_a_small_corpus():
    """The present format is among them; together they weigh less than a figure."""
    numbers = [int(re.findall(r"\d+", path.name)[0]) for path in FILES]
    assert sorted(numbers) == list(range(1, store.FORMAT + 1))
    assert all(path.stat().st_size < 50_000 for path in FILES)


def test_texts_counts_dates_and_variables_are_as_they_were_read(folder):
    """Every text to the letter, every type counted, every date where it was."""
    corpus = Corpus.open(folder / "plain")
    assert {name: corpus.text(name) for name in corpus.documents["id"]} == {
        row[0]: row[-1] for row in released.ROWS
    }
    assert counted(corpus) == dict(expected())
    assert corpus.n_tokens == expected().total()
    rows = {row["id"]: row for row in corpus.documents.iter_rows(named=True)}
    for name, date, author, language, genre, text in released.ROWS:
        span = parse_date(date) if date else None
        assert (rows[name]["start"], rows[name]["stop"]) == (
            (span.start, span.stop) if span else (None, None)
        )
        said = [rows[name][key] or "" for key in ("author", "language", "genre", "title", "source")]
        assert said == [author, language, genre, f"On {name}", "invented.csv"]
        assert rows[name]["n_tokens"] == len(plain.words(text))
    assert corpus.skipped.rows() == [tuple(one) for one in released.SKIPPED]
    assert corpus.notes == tuple(released.NOTES)


def test_positions_lead_to_the_words_in_the_texts(folder):
    """Each token, cut out of its text and folded, is the type that the index names there."""
    corpus = Corpus.open(folder / "plain")
    index = corpus.index
    for number in range(len(index.types)):
        where = [place for place, one in enumerate(index.ids.tolist()) if one == number]
        assert index.positions(number).tolist() == where
    for row, language in enumerate(corpus.documents["language"]):
        text = corpus.text_at(row)
        ids = index.ids[index.offsets[row] : index.offsets[row + 1]].tolist()
        words = [text[start:stop] for start, stop in corpus.spans(row).tolist()]
        assert [index.types[one] for one in ids] == [plain.fold(word, language) for word in words]


def test_tokens_that_the_user_chose_are_kept(folder):
    """A divided word is one token there, and its text stays as printed."""
    corpus = Corpus.open(folder / "printed")
    assert corpus.rules.clean == ("hyphens",)
    assert counted(corpus) == Counter("the wheel of the mill was broken in the flood".split())
    assert corpus.text("page") == released.PRINTED


@pytest.mark.parametrize("name", ["plain", "printed"])
def test_a_deep_check_finds_it_whole(folder, name, capsys):
    """Exit 0, in the command as in Python: every byte is what was written."""
    assert main(["check", str(folder / name), "--deep"]) == 0
    assert "damaged" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["plain", "printed"])
def test_documents_can_be_added(folder, name):
    """What was there stays, what is new is counted, and the folder is whole in today's format."""
    before = Corpus.open(folder / name)
    texts = {one: before.text(one) for one in before.documents["id"]}
    counts = Counter(counted(before))
    new = Document("new", "The mill opens again.", parse_date("1970"), language="en")
    corpus = Corpus.build(folder / name, [new], append=True)
    assert {one: corpus.text(one) for one in corpus.documents["id"]} == texts | {"new": new.text}
    assert counted(corpus) == dict(counts + Counter("the mill opens again".split()))
    assert store.current(folder / name).says["format"] == store.FORMAT
    assert not [said for said in corpus.check(deep=True) if "damaged" in said]
