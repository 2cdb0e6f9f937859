"""Read a source into a corpus."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.rules import Chinese, DateKinds, Rules, Spelling, date_kinds, read_stop_words
from toolkit.readers.base import Speakers
from toolkit.readers.sources import read_documents


def read(
    source: str | Path,
    *,
    text: str | None = None,
    date: str | None = None,
    id: str | None = None,  # noqa: A002 - the name of the column, as everywhere
    title: str | None = None,
    author: str | None = None,
    language: str | None = None,
    metadata: str | Path | None = None,
    pattern: str | None = None,
    heading: str | None = None,
    speakers: Speakers = "documents",
    chapters: bool = False,
    sequence: str | None = None,
    dated_by: DateKinds | None = None,
    encoding: str | None = None,
    chinese: Chinese = "characters",
    spelling: Spelling = "printed",
    clean: Sequence[str] = (),
    stop_words: str | Path | Mapping[str, str | Iterable[str]] | None = None,
    executor: Executor | None = None,
) -> Corpus:
    """Read a file or a folder into a corpus in memory.

    Parameters
    ----------
    source, text, date, id, title, author, language, metadata, pattern, heading, speakers, \
chapters, sequence, dated_by, encoding, executor
        As in `toolkit.readers.sources.read_documents`, which names what is allowed.
    chinese : str
        "characters": each Han character is a token; "words": jieba (extra ``zh``) cuts Chinese
        into words. Concepts are found across their borders either way.
    spelling : str
        "printed": types as the texts spell them; "merged": Russian before 1918 counts as its
        modern spelling, traditional Chinese as simplified. The texts stay as they are.
    clean : sequence of str
        What is mended: "hyphens", "numbers", "heads" of printed pages, "repeated" lines at the
        head or foot of many documents; counted in the notes.
    stop_words : path or mapping of language to words, optional
        Function words in place of the shipped ones; `toolkit.corpus.rules.read_stop_words`.

    Returns
    -------
    Corpus
        With what was left out in ``corpus.skipped`` and what was guessed in ``corpus.notes``.

    Raises
    ------
    ReadError
        If not one document can be read, or two share an id.
    UnknownNameError
        If a column was named that a table has not.
    OptionError
        If options contradict each other.
    """
    rules = Rules(
        chinese=chinese,
        spelling=spelling,
        clean=tuple(clean),
        stop_words=read_stop_words(stop_words),
        dated_by=date_kinds(dated_by),
    )
    documents, report = read_documents(
        source,
        text=text,
        date=date,
        id=id,
        title=title,
        author=author,
        language=language,
        metadata=metadata,
        pattern=pattern,
        heading=heading,
        speakers=speakers,
        chapters=chapters,
        sequence=sequence,
        dated_by=dated_by,
        encoding=encoding,
        executor=executor,
    )
    given = report.skipped, report.notes
    return Corpus.from_documents(documents, *given, rules=rules, executor=executor)
