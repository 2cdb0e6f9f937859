"""`rhetoric read`: from files to a corpus folder."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.options import Common, Shape, Sharing, Source
from toolkit.cli.sharing import shared
from toolkit.cli.talk import progress
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.corpus.corpus import Corpus

From = Annotated[Path, Argument(metavar="SRC", help="A table, a file of texts, or a folder.")]
Into = Annotated[
    Path | None, Option("--output", "-o", metavar="C", help="The corpus folder to make.")
]
More = Annotated[Path | None, Option("--append", metavar="C", help="Add to this corpus instead.")]
Preview = Annotated[
    bool, Option("--preview", help="Show what file names say by --pattern; read nothing.")
]
Chinese = Annotated[str, Option(help="Tokens of Chinese: characters, or words (extra zh).")]
Spelling = Annotated[
    str,
    Option(help="printed, or merged: Russian before 1918 as modern, traditional as simplified."),
]
Clean = Annotated[
    str | None, Option(help="Mend texts: some of hyphens,numbers,heads,repeated, or all.")
]
StopWords = Annotated[
    Path | None,
    Option("--stop-words", help='TOML file of function words, as fr = "le la les".'),
]
Force = Annotated[bool, Option("--force", help="Replace the corpus that is there.")]


def run(
    source: From,
    columns: Source,
    sharing: Sharing,
    shape: Shape,
    common: Common,
    output: Into = None,
    append: More = None,
    force: Force = False,
    preview: Preview = False,
    chinese: Chinese = "characters",
    spelling: Spelling = "printed",
    clean: Clean = None,
    stop_words: StopWords = None,
) -> Answer:
    """Read dated texts into a corpus folder."""
    path = output or append
    if preview and path is None:
        return names_of(source, columns.pattern)
    if preview or path is None or (output and append) or (force and append):
        msg = "read: where to? give one of -o C (with --force to replace), --append C, --preview."
        raise OptionError(msg)
    from toolkit.corpus.cleaning import STEPS
    from toolkit.corpus.corpus import Corpus
    from toolkit.corpus.rules import Rules, date_kinds, read_stop_words
    from toolkit.readers.sources import read_documents

    steps = STEPS if clean == "all" else tuple(filter(None, (clean or "").split(",")))
    words: dict[str, Any] = {"chinese": chinese, "spelling": spelling, "clean": steps}
    words["dated_by"] = date_kinds(columns.dated_by)
    rules = Rules(**words, stop_words=read_stop_words(stop_words))
    if append and rules != Rules():
        flags = "--chinese, --spelling, --clean, --stop-words, --dated-by"
        msg = f"read --append: the corpus keeps its rules; leave out {flags}."
        raise OptionError(msg)
    if append:
        columns = replace(columns, dated_by=",".join(Corpus.open(append).rules.dated_by) or None)
    with (
        shared(sharing) as executor,
        progress(f"documents of {source}", quiet=common.quiet) as tell,
    ):
        documents, report = read_documents(source, **given(columns), executor=executor)
        made = Corpus.build(
            path,
            documents,
            report.skipped,
            report.notes,
            rules=rules,
            force=force,
            append=append is not None,
            progress=tell,
            executor=executor,
        )
    own = () if append else made.notes
    notes = [*dict.fromkeys([*report.notes, *own]), summary(made)]
    return Answer(made.describe(), notes=notes, skipped=[*report.skipped])


def names_of(source: Path, pattern: str | None) -> Answer:
    """Show what file names say, and read nothing."""
    from toolkit.readers.preview import preview

    names, report = preview(source, pattern=pattern)
    return Answer(names, skipped=[*report.skipped])


def given(columns: Source) -> dict[str, Any]:
    """Give the flags that were set."""
    return {name: value for name, value in asdict(columns).items() if value is not None}


def summary(corpus: "Corpus") -> str:
    """Say in one line what a corpus holds: `245 documents, 1790–2024, 2,012,345 tokens`."""
    row = corpus.describe().row(0, named=True)
    first, last = (_year(row[end]) for end in ("first", "last"))
    span = first if first == last else f"{first}–{last}"
    said = f"{row['documents']:,} documents, {span}, {row['tokens']:,} tokens"
    return f"{said}; {corpus.dated}" if corpus.dated else said


def _year(iso: str | None) -> str:
    """Year of an ISO date.

    Examples
    --------
    >>> _year("1790-01-08"), _year("-0043-03-15"), _year(None)
    ('1790', '44 BCE', 'undated')
    """
    if iso is None:
        return "undated"
    year = int(iso.rsplit("-", 2)[0])
    return str(year) if year > 0 else f"{1 - year} BCE"
