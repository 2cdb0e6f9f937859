"""`rhetoric report`: one HTML file with the answer, the figures and the passages."""

from pathlib import Path
from typing import Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, events_of, slices_of
from toolkit.cli.measure import RESULTS
from toolkit.cli.options import Common, Concepts, Corpus, EventsOf, LexiconName, Measuring, Slicing
from toolkit.cli.talk import waiting
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
    events: EventsOf = None,
) -> Answer:
    """Write one HTML file on one or more concepts."""
    if output.suffix.lower() not in (".html", ".htm"):
        msg = f"{output}: a report is an .html file; choose another name."
        raise OptionError(msg)
    import toolkit as rt

    opened = corpus_at(corpus)
    wanted, slices = concepts_of(concept, lexicon), slices_of(opened, slicing)
    results = [
        measure(one, slices, measuring, common) for one in wanted for measure in RESULTS.values()
    ]
    with waiting("checking the corpus", quiet=common.quiet):
        checks = rt.check(opened, slices=slices)
    page = rt.report(
        results,
        question=question or None,
        corpus=opened,
        slices=slices,
        checks=checks,
        events=events_of(events),
        title=title,
    )
    page.save(output)
    said = [line for one in results for line in one.answer()]
    doubts = [f"{one.concept}: {doubt}" for one in results for doubt in one.doubts]
    return Answer(notes=[*said, f"written: {output}"], doubts=doubts)
