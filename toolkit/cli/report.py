"""`rhetoric report`: the answer, the figures and the passages, as HTML, Markdown or LaTeX."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from toolkit.cli.answer import Answer
from toolkit.cli.inputs import corpus_at
from toolkit.cli.options import Common, EventsOf, LexiconName, Measuring, Slicing
from toolkit.cli.report_study import study_from
from toolkit.cli.talk import steps

Asked = Annotated[
    Path, Argument(metavar="STUDY.toml|C", help="A study file, or a corpus with concepts.")
]
Concepts = Annotated[
    list[str] | None,
    Argument(metavar="CONCEPT...", help="Patterns, or names of --lexicon.", show_default="none"),
]
Codes = Annotated[
    list[Path] | None,
    Option("--codes", help="A coded sheet of `sample`; once for each.", show_default="none"),
]
File = Annotated[
    Path, Option("--output", "-o", help="An .html or .md file, or a folder for LaTeX.")
]
Question = Annotated[str, Option(help="The question it answers, printed on top.")]
Title = Annotated[str | None, Option(help="Title of the page.")]
Decompose = Annotated[
    str | None, Option(help="A variable: do the same of its values change, or others speak?")
]
Robust = Annotated[bool, Option("--robustness", help="Ask again under other choices; slow.")]


def run(
    asked: Asked,
    concept: Concepts = None,
    *,
    output: File,
    slicing: Slicing,
    measuring: Measuring,
    common: Common,
    lexicon: LexiconName = None,
    question: Question = "",
    title: Title = None,
    events: EventsOf = None,
    codes: Codes = None,
    decompose: Decompose = None,
    robustness: Robust = False,
) -> Answer:
    """Write a report on a study, or on one or more concepts of a corpus."""
    from toolkit.reports.written import checked_ending

    checked_ending(output)  # refused before the work
    import toolkit as rt
    from toolkit.reports.gather import gather

    more: dict[str, Any] = {"lexicon": lexicon, "question": question or None, "title": title}
    more |= {"events": events, "codes": codes or [], "seed": common.seed}
    more["ask"] = {"decompose": decompose, "robustness": robustness}
    study = study_from(asked, concept or [], slicing, asdict(measuring), more)
    with steps(quiet=common.quiet) as told:
        found = gather(study, corpus_at(study.corpus), told)
        told("writing the report")
        place = rt.report(**found._asdict()).save(output)
    said = [line for one in found.results for line in one.answer()]
    doubts = [
        f"{getattr(one, 'concept', type(one).__name__)}: {doubt}"
        for one in found.results
        for doubt in one.doubts
    ]
    return Answer(notes=[*said, f"written: {place}"], doubts=doubts)
