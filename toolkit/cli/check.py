"""`rhetoric check`: is the corpus whole, and is it fit for a question of time."""

import re
from dataclasses import replace
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


# What is not spelt as a flag on the command line.
_ELSEWHERE = {
    "corpus.skipped": "`skipped:` under rhetoric read",
    "where=": "where= in Python",
    "senses()": "rhetoric senses",
    "robustness()": "rhetoric robustness",
    "look at check --reprints": "look at rhetoric check --reprints",
    "case:": "a pattern with case:",
    "(controls)": "(--controls)",
}
# Options of reading: the corpus is to be made anew.
_OF_READ = ("encoding", "dated_by")
_OPTION = re.compile(r"\b(?!where=)(\w+)=('[^']*'|\w+)?")


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
    import polars as pl

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
    advice = [with_flags(one) for one in found.table["advice"]]
    found = replace(
        found, table=found.table.with_columns(advice=pl.Series(advice, dtype=pl.String))
    )
    notes = ["every file is as it was written." if deep else "nothing is damaged."]
    if found.passed:
        notes.append(f"nothing found by: {', '.join(found.passed)}")
    if page is not None:
        rt.report([], corpus=opened, slices=slices, checks=found).save(page)
        notes.append(f"written: {page}")
    return Answer(found.table, notes=notes, in_doubt=bool(len(found.table)))


def with_flags(advice: str) -> str:
    """Spell the options of the API as flags.

    Examples
    --------
    >>> with_flags("use longer slices, as every=20, or mass=")
    'use longer slices, as --every 20, or --mass'
    >>> with_flags("read these sources again with encoding=")
    'read these sources again with rhetoric read --encoding'
    """
    for given, spelt in _ELSEWHERE.items():
        advice = advice.replace(given, spelt)
    return _OPTION.sub(_flag, advice)


def _flag(option: re.Match[str]) -> str:
    name, value = option[1], option[2] or ""
    verb = "rhetoric read " if name in _OF_READ else ""
    # A word needs no quotes; several do.
    value = value.strip("'") if " " not in value else value
    return f"{verb}--{name.replace('_', '-')} {value}".rstrip()
