"""Every flag of the command line, written once: options are spelt alike in every verb."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

Corpus = Annotated[Path, Argument(metavar="C", help="A corpus folder, or a source to read now.")]
Words = Annotated[
    list[str],
    Argument(
        metavar="CONCEPT", help="A pattern (several words are a phrase), or a name of --lexicon."
    ),
]
Concepts = Annotated[
    list[str], Argument(metavar="CONCEPT...", help="One or more patterns, or names of --lexicon.")
]
LexiconName = Annotated[
    str | None, Option("--lexicon", help="Take concepts by name from this lexicon or TOML file.")
]
EventsOf = Annotated[
    str | None, Option("--events", help="Draw the dated events of this lexicon or TOML file.")
]
AxisName = Annotated[
    str | None, Option("--axis", help="Name of an axis; see `rhetoric list axes`.")
]
Axes = Annotated[str, Option("--axes", help="The lexicon or TOML file that holds the axis.")]
By = Annotated[str | None, Option("--by", help="One series for each value of this variable.")]
Format = Annotated[
    str | None, Option(help="table, csv, json, jsonl, parquet or latex.", show_default="table")
]

DatedBy = Annotated[
    str | None,
    Option(help="Which date counts, the first known of: published,written,edition,VARIABLE."),
]
Window = Annotated[int, Option(help="Words on each side that make a usage.")]
Against = Annotated[str, Option(help="first, previous, rest, undated, or the label of a slice.")]
Of = Annotated[
    str | None, Option("--slice", help="Label of the slice.", show_default="the last judged")
]


@dataclass(frozen=True, slots=True)
class Common:
    """What every verb takes."""

    seed: Annotated[int, Option(help="Seed of all random draws.")] = 7
    quiet: Annotated[bool, Option("--quiet", help="No notes, no progress; doubts remain.")] = False
    strict: Annotated[bool, Option("--strict", help="Exit 3 on doubts or skipped inputs.")] = False
    debug: Annotated[bool, Option("--debug", help="Show the traceback of an error.")] = False


@dataclass(frozen=True, slots=True)
class File:
    """Where the data go."""

    output: Annotated[
        Path | None, Option("--output", "-o", help="A file instead of stdout, replaced whole.")
    ] = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written."""

    format: Format = None


@dataclass(frozen=True, slots=True)
class Table(File):
    """Where a table goes, and how it is written."""

    format: Format = None


@dataclass(frozen=True, slots=True)
class Source:
    """Which columns or parts of file names of a source mean what."""

    text: Annotated[str | None, Option(help="Column of the text.")] = None
    date: Annotated[str | None, Option(help="Column of the date.")] = None
    id: Annotated[str | None, Option(help="Column of the id.")] = None
    title: Annotated[str | None, Option(help="Column of the title.")] = None
    author: Annotated[str | None, Option(help="Column of the author.")] = None
    language: Annotated[str | None, Option(help="Column of the language.")] = None
    metadata: Annotated[Path | None, Option(help="Table beside a folder of texts.")] = None
    pattern: Annotated[
        str | None, Option(help="What file names say, as {date}_{author}_{title}.")
    ] = None
    heading: Annotated[
        str | None, Option(help="What first lines say, as {title}, {date}; {} is anything.")
    ] = None
    speakers: Annotated[
        str | None,
        Option(
            help="Speeches of a debate become documents, or variables.", show_default="documents"
        ),
    ] = None
    chapters: Annotated[
        bool | None, Option("--chapters", help="Each chapter of a book is a document.")
    ] = None
    sequence: Annotated[str | None, Option(help="Column of an ordered number, not a date.")] = None
    dated_by: DatedBy = None
    encoding: Annotated[str | None, Option(help="Encoding, if it is known.")] = None


@dataclass(frozen=True, slots=True)
class Slicing:
    """How time is cut; at most one of these."""

    every: Annotated[
        int | None, Option(help="Slices of so many years, at round years.", show_default="10")
    ] = None
    edges: Annotated[str | None, Option(help="Edges, as 1871,1917,1945.")] = None
    periods: Annotated[
        str | None, Option(help="Named spans, as war=1914/1918,peace=1919/1938.")
    ] = None
    mass: Annotated[int | None, Option(help="So many slices of equal numbers of tokens.")] = None
    rolling: Annotated[str | None, Option(help="Width and step in years, as 20,5.")] = None
    groups: Annotated[
        str | None,
        Option(help="Add a variable of groups: NAME or FILE.toml, or NAME=VARIABLE."),
    ] = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who does the work; the answer is the same."""

    workers: Annotated[
        int | None, Option(help="Share the work out to so many processes.", show_default="none")
    ] = None
    cluster: Annotated[
        str | None, Option(metavar="ADDRESS", help="Share it out to a Dask cluster, as tcp://….")
    ] = None


@dataclass(frozen=True, slots=True)
class Measuring:
    """How drift is measured and judged."""

    against: Against = "first"
    metric: Annotated[str, Option(help="See `rhetoric list metrics`.")] = "cosine"
    space: Annotated[str, Option(help="See `rhetoric list spaces`.")] = "ppmi"
    window: Annotated[int, Option(help="Words on each side that make a usage.")] = 10
    center: Annotated[str, Option(help="Take off the mean usage of: corpus or slice.")] = "corpus"
    weights: Annotated[str, Option(help="What counts once: occurrence or unit.")] = "occurrence"
    unit: Annotated[
        str, Option(help="What is resampled: auto, document, author or a variable.")
    ] = "auto"
    strata: Annotated[str | None, Option(help="Variable whose mix is held fixed.")] = None
    reprints: Annotated[str, Option(help="Uses in reprints: keep, or 'leave out'.")] = "keep"
    controls: Annotated[int, Option(help="Comparable words to set beside it; 0: none.")] = 99
    permutations: Annotated[int, Option(help="How often units are shuffled.")] = 999
    level: Annotated[float, Option(help="Level of the intervals.")] = 0.95


@dataclass(frozen=True, slots=True)
class Exchanging:
    """What is exchanged and how often, where thousands of words share the exchanges."""

    unit: Annotated[
        str, Option(help="What is resampled: auto, document, author or a variable.")
    ] = "auto"
    permutations: Annotated[int, Option(help="How often units are shuffled.")] = 199
    level: Annotated[float, Option(help="Level of the intervals.")] = 0.95


@dataclass(frozen=True, slots=True)
class Timing:
    """What the figures of an event and of a lead are asked."""

    at: Annotated[str | None, Option(help="Figure event: when, as 1913-04-08 or 1914/1918.")] = None
    years: Annotated[int, Option(help="Figure event: years before, and after.")] = 5
    of: Annotated[str, Option(help="Figure lead: rate (how often) or use.")] = "rate"
    lags: Annotated[int, Option(help="Figure lead: slices to look ahead and back.")] = 3
