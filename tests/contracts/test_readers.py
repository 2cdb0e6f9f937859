"""What every reader in the registry must do; a new one is tested by its line in the table."""

import inspect
import json
import sys
import unicodedata

import pytest

from tests.readers.samples import ROWS, TABLES, content
from toolkit.corpus.order import COUNTS_ONLY
from toolkit.errors import ReadError, RhetoricError
from toolkit.readers import READERS, SUFFIXES, serve, suffix_of
from toolkit.readers.apart import READING
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions
from toolkit.readers.sources import read_documents

each_suffix = pytest.mark.parametrize("suffix", sorted(SUFFIXES))


def sample(folder, suffix):
    """Write a small good file of the kind that `suffix` stands for."""
    path = folder / f"x1917{suffix}"
    path.write_bytes(content(suffix))
    return path


def raw(path, **options):
    """Take what the reader gives and reports."""
    report = ReadingReport()
    reader = READERS.get(SUFFIXES[suffix_of(path)])
    return list(reader(path, ReadOptions(**options), report)), report


def test_every_reader_has_an_ending_a_sample_and_a_docstring():
    """The tables agree with each other; a reader without a sample here is not tested."""
    assert set(SUFFIXES.values()) == set(READERS)
    assert all(content(suffix) for suffix in SUFFIXES)
    for name in READERS:
        reader = READERS.get(name)
        assert reader.__doc__
        assert list(inspect.signature(reader).parameters) == ["path", "options", "report"]


@each_suffix
def test_documents_are_texts_with_unique_ids_and_places(tmp_path, suffix):
    """Ids are unique and the same each time; everything is text; places name the file."""
    path = sample(tmp_path, suffix)
    documents, report = raw(path)
    assert raw(path)[0] == documents
    assert len({d.id for d in documents}) == len(documents) == (3 if suffix in TABLES else 1)
    assert report.skipped == []
    for document in documents:
        assert isinstance(document, RawDocument)
        assert document.source.startswith(path.name)
        for part in (document.text, document.date, document.title, document.author):
            assert isinstance(part, str)
        assert all(isinstance(value, str) for value in document.variables.values())


@each_suffix
def test_texts_come_in_exactly(tmp_path, suffix):
    """No format changes a text; an empty one is kept."""
    documents = [*read_documents(sample(tmp_path, suffix))[0]]
    texts = [d.text for d in documents]
    expected = [text for _, text, _ in ROWS][: len(texts)]
    if documents[0].variables.get(COUNTS_ONLY):
        # Of these only how often each word stands is known.
        texts, expected = ([sorted(text.split()) for text in given] for given in (texts, expected))
        assert texts == expected
        return
    assert texts == expected
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


@each_suffix
@pytest.mark.parametrize("damage", ["empty", "cut", "noise"])
def test_damage_is_refused_in_one_line_that_names_the_file(tmp_path, suffix, damage):
    """Bad bytes give documents or one of our errors in one line, never another exception."""
    path = sample(tmp_path, suffix)
    good = path.read_bytes()
    bad = {"empty": b"", "cut": good[: len(good) // 2], "noise": bytes(range(256)) * 4}
    path.write_bytes(bad[damage])
    try:
        documents, report = read_documents(path)
        assert list(documents) or report.skipped
    except RhetoricError as error:
        message = str(error)
        assert path.name in message  # noqa: PT017 - any outcome but another exception is right
        assert "\n" not in message  # noqa: PT017


@each_suffix
def test_a_file_that_vanished_is_a_read_error(tmp_path, suffix):
    """A reader that finds nothing at its path says so."""
    with pytest.raises(ReadError, match="x1917"):
        raw(tmp_path / f"x1917{suffix}")


def parser_of(suffix):
    """Name the module of a format that is read by the other process; None for the others."""
    name = READERS.get(SUFFIXES[suffix]).__module__
    return name if hasattr(sys.modules[name], "parse") else None


@pytest.mark.filterwarnings("ignore")  # those of the libraries are heard by nobody over there
@pytest.mark.parametrize("suffix", [one for one in sorted(SUFFIXES) if parser_of(one)])
def test_the_other_process_answers_as_this_one_would(suffix):
    """Whole, cut, or with a changed byte: a risky format gives the same texts, notes and refusals.

    The other process is for safety alone.
    """
    whole = content(suffix)
    options = {"encoding": None, "speakers": True, "chapters": True}
    question = {"parser": parser_of(suffix), "name": f"x1917{suffix}", "options": options}
    middle = len(whole) // 2
    for some in (whole, whole[:middle], whole[:middle] + b"\xff" + whole[middle + 1 :], b""):
        here = json.loads(json.dumps(serve.answer(question, some)))
        assert READING.ask(question, some) == here
