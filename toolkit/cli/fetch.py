"""`rhetoric fetch`: an open corpus, brought and read in one command."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, confirm

from toolkit.cli.answer import Answer
from toolkit.cli.options import Common, DatedBy, Shape
from toolkit.cli.read import summary
from toolkit.cli.talk import progress, say
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.datasets.catalogue import Entry

Name = Annotated[str | None, Argument(metavar="NAME", help="A name of --list.")]
Listed = Annotated[bool, Option(help="List the open corpora that can be brought.")]
Into = Annotated[
    Path | None,
    Option("--output", "-o", metavar="C", help="The corpus folder.", show_default="NAME.corpus"),
]
Force = Annotated[bool, Option("--force", help="Replace the corpus that is there.")]
Accept = Annotated[bool, Option(help="Acknowledge the licence without being asked.")]


def run(
    shape: Shape,
    common: Common,
    name: Name = None,
    list: Listed = False,
    output: Into = None,
    force: Force = False,
    accept_licence: Accept = False,
    dated_by: DatedBy = None,
) -> Answer:
    """Bring an open corpus, check every file of it, and read it."""
    from toolkit.datasets.catalogue import catalogue, entry_of

    if list:
        return _list([*catalogue().values()])
    if name is None:
        msg = f"fetch: no name; give one of {', '.join(catalogue())}, or --list."
        raise OptionError(msg)
    entry = entry_of(name)
    _acknowledge(entry, accept=accept_licence)
    from toolkit.corpus.corpus import Corpus
    from toolkit.corpus.rules import Rules, date_kinds
    from toolkit.datasets.fetch import fetch_documents

    rules = Rules(dated_by=date_kinds(dated_by))
    with progress(f"bytes of {name}", quiet=common.quiet) as tell:
        documents, report = fetch_documents(
            name, accept_licence=True, dated_by=rules.dated_by, tell=tell
        )
    path = output or Path(f"{name}.corpus")
    given = report.skipped, report.notes
    with progress(f"documents of {name}", quiet=common.quiet) as tell:
        made = Corpus.build(path, documents, *given, rules=rules, force=force, progress=tell)
    notes = [f"licence: {entry.licence}", *report.notes, summary(made), f"written: {path}"]
    return Answer(made.describe(), notes=notes, skipped=[*report.skipped])


def _acknowledge(entry: "Entry", *, accept: bool) -> None:
    """Show the licence, and ask for it to be acknowledged."""
    if accept:
        return
    say(f"{entry.name}: {entry.title}; licence: {entry.licence}")
    if not sys.stdin.isatty() or not confirm("Acknowledge this licence?", err=True):
        msg = f"{entry.name}: its licence was not acknowledged; add --accept-licence."
        raise OptionError(msg)


def _list(entries: "list[Entry]") -> Answer:
    import polars as pl

    from toolkit.datasets.fetch import is_here

    names = ("name", "language", "documents", "tokens", "first", "last", "bytes")
    rows = [
        {name: getattr(one, name) for name in names}
        | {"here": is_here(one), "licence": one.licence, "title": one.title}
        for one in entries
    ]
    return Answer(pl.DataFrame(rows))
