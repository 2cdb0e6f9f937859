"""`rhetoric demo`: the whole way on an invented archive whose truth is known."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.options import Common, Shape

Folder = Annotated[Path, Option("--output", "-o", help="Folder of the report, figures, tables.")]


def run(shape: Shape, common: Common, output: Folder = Path("demo")) -> Answer:
    """Show the whole way on an invented archive."""
    return Answer()
