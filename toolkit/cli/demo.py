"""`rhetoric demo`: the whole way on an invented archive whose truth is known."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.options import Common, Shape
from toolkit.cli.talk import waiting

Folder = Annotated[Path, Option("--output", "-o", help="Folder of the report, figures, tables.")]


def run(shape: Shape, common: Common, output: Folder = Path("demo")) -> Answer:
    """Show the whole way on an invented archive."""
    from toolkit.datasets.demo import demo

    with waiting("inventing an archive and measuring its concepts", quiet=common.quiet):
        made = demo(output, seed=common.seed)
    written = f"written: {output / 'report.html'}, and {len(made.files) - 1} figures and tables"
    return Answer(made.table, notes=[*made.summary(), written], doubts=made.disagreements())
