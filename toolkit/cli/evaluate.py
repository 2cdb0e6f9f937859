"""`rhetoric evaluate`: how well measures of change agree with what people judged."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.options import Common, Table
from toolkit.cli.talk import waiting

Folder = Annotated[Path, Argument(metavar="DIR", help="A benchmark: DWUG, or SemEval-2020 Task 1.")]
Spaces = Annotated[str, Option(help="Spaces, as ppmi,sgns.")]
Metrics = Annotated[str | None, Option(help="Metrics, as cosine,apd.", show_default="six of them")]
Language = Annotated[str, Option(help="Language of the texts, as en.")]
Window = Annotated[int, Option(help="Words on each side that make a usage.")]
Level = Annotated[float, Option(help="Level of the intervals.")]
Words = Annotated[bool, Option("--words", help="One row a word: its value and its judgement.")]


def run(
    folder: Folder,
    table: Table,
    common: Common,
    spaces: Spaces = "ppmi",
    metrics: Metrics = None,
    language: Language = "en",
    window: Window = 10,
    level: Level = 0.95,
    words: Words = False,
) -> Answer:
    """Compare measures of change with human judgements."""
    import toolkit as rt
    from toolkit.change.evaluate import MEASURES

    names = metrics.split(",") if metrics else MEASURES
    with waiting(f"measuring {folder.name}", quiet=common.quiet):
        found = rt.evaluate(
            folder,
            spaces=[name.strip() for name in spaces.split(",")],
            metrics=[name.strip() for name in names],
            language=language,
            window=window,
            level=level,
            seed=common.seed,
        )
    shown = found.evidence if words else found.table
    skipped = [(one.source, one.reason) for one in found.series.skipped]
    return Answer(shown, notes=found.answer(), doubts=found.doubts, skipped=skipped)
