"""`rhetoric check`: is the corpus whole, and is it fit for a question of time."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at, slices_of
from toolkit.cli.options import Common, Corpus, LexiconName, Slicing, Table
from toolkit.cli.talk import waiting

Deep = Annotated[bool, Option("--deep", help="Compare every byte with what was written.")]
Again = Annotated[bool, Option("--reprints", help="List documents that repeat an earlier one.")]
Page = Annotated[Path | None, Option(help="An .html file to write the findings to as well.")]


def run(
    corpus: Corpus,
    slicing: Slicing,
    table: Table,
    common: Common,
    lexicon: LexiconName = None,
    deep: Deep = False,
    reprints: Again = False,
    page: Page = None,
) -> Answer:
    """Look for damage (exit 2) and for what could be mistaken for a change of use."""
    import toolkit as rt

    opened = corpus_at(corpus)
    opened.check(deep=deep)
    if reprints:
        with waiting("comparing documents", quiet=common.quiet):
            again = rt.reprints(opened)
        return Answer(again.table, notes=again.answer(), doubts=again.doubts)
    slices = slices_of(opened, slicing)
    with waiting("checking the corpus", quiet=common.quiet):
        found = rt.check(opened, slices=slices, lexicon=rt.lexicon(lexicon) if lexicon else None)
    notes = ["every file is as it was written." if deep else "nothing is damaged."]
    if found.passed:
        notes.append(f"nothing found by: {', '.join(found.passed)}")
    if page is not None:
        rt.report([], corpus=opened, slices=slices, checks=found).save(page)
        notes.append(f"written: {page}")
    return Answer(found.table, notes=notes, in_doubt=bool(len(found.table)))
