"""`rhetoric report`: one HTML file with the answer, the figures and the passages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import concepts_of, corpus_at, events_of, slices_of
from toolkit.cli.measure import RESULTS
from toolkit.cli.options import Common, Concepts, Corpus, EventsOf, LexiconName, Measuring, Slicing
from toolkit.cli.talk import waiting
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.change.agreement import Agreement
    from toolkit.corpus.slices import Slices

Codes = Annotated[
    list[Path] | None,
    Option("--codes", help="A coded sheet of `sample`; once for each.", show_default="none"),
]
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
    codes: Codes = None,
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
        coded=coded_of(codes or [], slices, common),
        events=events_of(events),
        title=title,
    )
    page.save(output)
    said = [line for one in results for line in one.answer()]
    doubts = [f"{one.concept}: {doubt}" for one in results for doubt in one.doubts]
    return Answer(notes=[*said, f"written: {output}"], doubts=doubts)


def coded_of(paths: list[Path], slices: "Slices", common: Common) -> "list[Agreement]":
    """Read coded sheets, those of one concept together."""
    import toolkit as rt
    from toolkit.change.coded import read_coded

    by_concept: dict[str, list[Path]] = {}
    for path in paths:
        by_concept.setdefault(read_coded([path], slices.corpus).concept, []).append(path)
    return [
        rt.agree(sheets, slices.corpus, slices=slices, seed=common.seed)
        for sheets in by_concept.values()
    ]
