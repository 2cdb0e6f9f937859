"""A trace on the page: the text annotated, figures, tables, doubts."""

from dataclasses import dataclass

import matplotlib as mpl
import polars as pl
from matplotlib.figure import Figure

from toolkit.figures import FIGURES
from toolkit.figures.finding_captions import FINDINGS
from toolkit.figures.lifelines import LINES
from toolkit.figures.room import Panel, drawing
from toolkit.reports.annotated import Piece, pieces
from toolkit.reports.clean import anchor, without_paths
from toolkit.reports.parts import File, Part
from toolkit.reports.tables import Shown
from toolkit.traces.trace_table import Trace

HEADINGS = {
    "careers": "Careers in the archive",
    "resemblance": "Whom it speaks like",
    "quotations": "Whose words",
}
PARTS = (
    *("table", "phrases", "first_uses", "careers", "breaks", "carriers", "company"),
    *("resemblance", "nearest", "topics", "reuse", "formulas", "novelty"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """The concepts of one point of the programme, each with what is to be said of it."""

    heading: str
    concepts: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TraceSection:
    """A trace on the page: what was found, the text with its forerunners, figures, concepts."""

    name: str
    answer: tuple[str, ...]
    doubts: tuple[str, ...]
    pieces: tuple[Piece, ...]
    figures: tuple[Part, ...]
    points: tuple[Point, ...]
    tables: tuple[Shown, ...]
    files: tuple[File, ...]


def trace_section(trace: Trace) -> TraceSection:
    """Put a trace on the page."""
    return TraceSection(
        trace.name or "the text",
        (*trace.answer(), *trace.left_out()),
        tuple(without_paths(doubt) for doubt in trace.doubts),
        tuple(pieces(trace)),
        tuple(_part(name, trace) for name in HEADINGS),
        tuple(_points(trace)),
        tuple(one for one in (_topics(trace), _formulas(trace), _novelty(trace)) if one.rows),
        tuple(File(name.replace("_", " "), f"trace-{name}", trace.part(name)) for name in PARTS),
    )


def _part(name: str, trace: Trace) -> Part:
    rows = {"careers": len(trace.table), "quotations": 20}.get(name, 0)
    if name == "resemblance":
        rows = int(2.2 * trace.resemblance.drop_nulls("value")["concept"].n_unique())

    def draw() -> Figure:
        size = float(mpl.rcParams["font.size"])
        figure = Figure(layout="constrained")
        wide, high = figure.get_size_inches()
        room = rows * LINES * size + 1
        figure.set_size_inches(wide, max(0.6 * high, (room + 9 * size) / 72))
        # Room for all rows: a page is as long as it takes.
        with drawing(Panel(True, True, 72 * wide * 0.7, room)):
            FIGURES.get(name)(trace, ax=figure.subplots())
        return figure

    place = anchor(name, trace.name)
    first = FINDINGS[name].partition(". ")[0]
    return Part(place, "", HEADINGS[name], draw=draw, caption=FINDINGS[name], alt=f"{first}.")


def _points(trace: Trace) -> list[Point]:
    """Gather the concepts by point, those without one last."""
    found: dict[int | None, list[tuple[str, str, str, str]]] = {}
    near = _listed(trace.company, "word")
    who = _listed(trace.carriers.filter(pl.col("variable") == "author"), "value")
    for table in (trace.table, trace.phrases):
        for name, point in table.select("concept", "point").rows():
            if any(name == other[0] for others in found.values() for other in others):
                continue
            said = trace.sentences.get(name, "")
            row = (name, said, near.get(name, ""), who.get(name, ""))
            found.setdefault(point, []).append(row)
    order = sorted(found, key=lambda point: (point is None, point or 0))
    return [Point(_heading(trace, point), tuple(found[point])) for point in order]


def _heading(trace: Trace, point: int | None) -> str:
    if point is None:
        return "Key phrases of the text" if trace.points else "Concepts"
    return f"{point} {trace.points.get(point, '')}".strip()


def _listed(table: pl.DataFrame, column: str) -> dict[str, str]:
    grouped = table.group_by("concept", maintain_order=True).agg(pl.col(column))
    return {name: ", ".join(words) for name, words in grouped.iter_rows()}


def _topics(trace: Trace) -> Shown:
    """Show the topics that the text has more of than a topic would have by an equal share."""
    large = trace.topics.filter(pl.col("share") > 1 / max(1, len(trace.topics)))
    rows = tuple(
        (
            row["label"],
            f"{row['share']:.1%}",
            f"{row['archive']:.1%}",
            "–" if row["stability"] is None else f"{row['stability']:.2f}",
        )
        for row in large.iter_rows(named=True)
    )
    heads = ("topic", "in the text", "in the archive", "stability")
    return Shown("Topics of the text", heads, rows)


def _formulas(trace: Trace) -> Shown:
    rows = tuple(
        (
            row["text"],
            row["formula"],
            f"{row['n_documents']:,}",
            str(row["first"] or "undated"),
            str(row["peak"] or "–"),
            str(row["carrier"] or "–"),
        )
        for row in trace.formulas.iter_rows(named=True)
    )
    heads = ("in the text", "formula", "documents", "first", "peak", "most by")
    return Shown("Formulas of the archive that stand in the text", heads, rows, "reading")


def _novelty(trace: Trace) -> Shown:
    rows = tuple(
        (
            _short(row["text"]),
            "new" if row["new"] else "",
            f"{row['similarity']:.2f}",
            f"{row['q_value']:.3f}",
            str(row["nearest_date"] or "undated"),
            _short(row["nearest_text"] or ""),
        )
        for row in trace.novelty.drop_nulls("q_value").sort("similarity").iter_rows(named=True)
    )
    heads = ("passage of the text", "", "cosine", "q", "nearest: date", "nearest passage")
    return Shown("Passages of the text, the most unlike the archive first", heads, rows, "words")


def _short(text: str, limit: int = 160) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= limit else f"{whole[: limit - 1]}…"
