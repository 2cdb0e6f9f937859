"""`rhetoric report`: one HTML file with the answer, the figures and the passages."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, slices_of
from toolkit.cli.measure import RESULTS, options_of
from toolkit.cli.options import Common, Concepts, Corpus, LexiconName, Measuring, Slicing
from toolkit.errors import OptionError

File = Annotated[Path, Option("--output", "-o", help="The .html file, replaced whole.")]
Question = Annotated[str, Option(help="The question it answers, printed on top.")]
Title = Annotated[str | None, Option(help="Title of the page.")]


def run(
    corpus: Corpus,
    concept: Concepts,
    output: File,
    slicing: Slicing,
    measuring: Measuring,
    common: Common,
    lexicon: LexiconName = None,
    question: Question = "",
    title: Title = None,
) -> Answer:
    """Write one HTML file on one or more concepts."""
    if output.suffix.lower() not in (".html", ".htm"):
        msg = f"{output}: a report is an .html file; choose another name."
        raise OptionError(msg)
    import toolkit as rt

    opened = corpus_at(corpus)
    slices = slices_of(opened, slicing)
    options = options_of(measuring, common)
    wanted = concepts_of(concept, lexicon)
    results = [measure(one, slices, options) for one in wanted for measure in RESULTS.values()]
    page = rt.report(results, question=question or None, corpus=opened, slices=slices, title=title)
    page.save(output)
    said = [line for one in results for line in one.answer()]
    doubts = [f"{one.concept}: {doubt}" for one in results for doubt in one.doubts]
    return Answer(notes=[*said, f"written: {output}"], doubts=doubts)
