"""`rhetoric cite`: where a method comes from."""

from typing import Annotated

from typer import Argument

from toolkit.cli.answer import Answer
from toolkit.cli.options import Table

Name = Annotated[str, Argument(metavar="NAME", help="A metric, a space, a lexicon or rhetoric.")]


def run(name: Name, table: Table) -> Answer:
    """Cite the source of a method."""
    import polars as pl

    import toolkit as rt

    sources = rt.cite(name)
    found = [sources] if isinstance(sources, str) else list(sources)
    return Answer(pl.DataFrame({"name": [name] * len(found), "source": found}))
