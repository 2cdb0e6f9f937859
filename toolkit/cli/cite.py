"""`rhetoric cite`: where a method comes from."""

from typing import Annotated

from typer import Argument

from toolkit.cli.answer import Answer
from toolkit.cli.options import File

Name = Annotated[str, Argument(metavar="NAME", help="A metric, space, DOI or work; or rhetoric.")]


def run(name: Name, file: File) -> Answer:
    """Cite the sources of a method, as BibTeX."""
    import toolkit as rt

    return Answer(text=f"{rt.cite(name)}\n")
