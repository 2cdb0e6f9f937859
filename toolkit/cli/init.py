"""`rhetoric init`: a study file to fill in, written for a corpus."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Common, Corpus
from toolkit.errors import OptionError

File = Annotated[Path, Option("--output", "-o", help="The study file; it must not exist.")]


def run(corpus: Corpus, common: Common, output: File = Path("study.toml")) -> Answer:
    """Write a commented study file, to be changed and given to `report`."""
    if output.exists():
        msg = f"{output}: is there already; give another name with -o, or remove it."
        raise OptionError(msg)
    import os

    from toolkit.figures.save import write_atomic
    from toolkit.reports.study_form import study_form

    place = os.path.relpath(corpus, output.parent)
    text = study_form(corpus_at(corpus), Path(place).as_posix(), output.name)
    write_atomic(output, text.encode())
    return Answer(notes=[f"written: {output}; fill in concepts, then: rhetoric report {output}"])
