"""`rhetoric init`: a study file to fill in, written for a corpus."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Common, Corpus
from toolkit.errors import OptionError

File = Annotated[Path, Option("--output", "-o", help="The study file; it must not exist.")]
Concepts = Annotated[
    list[str] | None,
    Argument(metavar="CONCEPT...", help="Patterns to ask about.", show_default="none"),
]


def run(
    corpus: Corpus,
    concept: Concepts = None,
    *,
    common: Common,
    output: File = Path("study.toml"),
) -> Answer:
    """Write a commented study file, to be changed and given to `report`."""
    if output.exists():
        msg = f"{output}: is there already; give another name with -o, or remove it."
        raise OptionError(msg)
    import os

    from toolkit.figures.save import write_atomic
    from toolkit.reports.study_form import study_form

    place = os.path.relpath(corpus, output.parent)
    opened, path = corpus_at(corpus), Path(place).as_posix()
    text = study_form(opened, path, concepts=concept or (), name=output.name)
    write_atomic(output, text.encode())
    fill_in = "" if concept else "fill in concepts, then: "
    then = f"rhetoric report {output} -o report.html"
    dated = opened.documents["start"].is_not_null().any() or not len(opened)
    doubt = (
        "no document has a date, so nothing can be followed over time; read the source again and "
        "say where dates stand: --pattern, --heading, --metadata or --date"
    )
    return Answer(notes=[f"written: {output}; {fill_in}{then}"], doubts=[] if dated else [doubt])
