"""`rhetoric reuse`: passages of a text that stand in an archive, or twice within it."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Common, Corpus, Sharing, Table
from toolkit.cli.sharing import shared
from toolkit.cli.talk import waiting
from toolkit.errors import OptionError

Target = Annotated[
    Path | None, Option(help="A file with one text; without it the archive against itself.")
]
Date = Annotated[str | None, Option(help="Date of the target, as 1917 or 1917-11-07.")]
Shortest = Annotated[
    int | None,
    Option("--words", help="Least words of a passage.", show_default="5 with --target, else 8"),
]
Level = Annotated[float, Option(help="Chance matches allowed of what is called a quotation.")]
Shared = Annotated[int, Option(help="A passage of so many documents is a formula.")]
Most = Annotated[int, Option(help="Rows at most, without --target.")]


def run(
    corpus: Corpus,
    sharing: Sharing,
    table: Table,
    common: Common,
    target: Target = None,
    date: Date = None,
    words: Shortest = None,
    level: Level = 0.05,
    documents: Shared = 20,
    most: Most = 1000,
) -> Answer:
    """Find passages that stand in two places: whose words are these."""
    if date is not None and target is None:
        msg = f"--date {date}: is the date of a target; add --target FILE."
        raise OptionError(msg)
    import toolkit as rt

    opened = corpus_at(corpus)
    options = {"date": date, "words": words, "level": level, "common": documents, "most": most}
    with shared(sharing) as executor, waiting("comparing passages", quiet=common.quiet):
        found = rt.reuse(opened, target, **options, executor=executor)
    return Answer(found.table, notes=found.answer(), doubts=found.doubts)
