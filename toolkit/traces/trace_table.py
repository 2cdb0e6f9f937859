"""The genealogy of one text: everything that was traced, in tables, and in sentences."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from toolkit.errors import ShapeError, unknown_name
from toolkit.provenance import Provenance
from toolkit.registry import RENDERERS
from toolkit.traces.base import Reuse

TRACE_SCHEMA: dict[str, Any] = {
    **{"concept": pl.String, "point": pl.Int64, "first": pl.String, "first_id": pl.String},
    **{"n_occurrences": pl.Int64, "peak": pl.String, "quotations": pl.Int64},
    **{"resembles": pl.String, "low": pl.Float64, "high": pl.Float64},
}
TRACE_COLUMNS = tuple(TRACE_SCHEMA)
# The names of the text as a whole, and of its topics, among the concepts that are compared.
WHOLE, TOPICS = "(whole text)", "(topics of the text)"


@dataclass(frozen=True, eq=False)
class Trace:
    """The genealogy of one text through a corpus.

    Attributes
    ----------
    name, text, language, date : str
        The target; `date` is empty where it has none.
    table : polars.DataFrame
        One row for every concept of the lexicon and the user's (without both: for every key
        phrase), absent ones too, columns ``TRACE_COLUMNS``. `first` and `first_id` are the first
        attestation in the archive, an upper bound of its age; `n_occurrences` its uses there;
        `peak` the slice with the largest lower end of the rate; `quotations` the quoted passages
        of the target in which it stands; `resembles` the slice whose usage the target's is like,
        null where none is told from the others; `low` and `high` the interval of the resemblance
        to the slice that is most like it, told or not.
    phrases : polars.DataFrame
        Key phrases of the target, the same columns with n_target, n_archive, keyness, association.
    places : polars.DataFrame
        Where each concept and phrase stands in the target: concept, start, stop, match.
    first_uses : polars.DataFrame
        First attestation of each with the uncertainty of its date and what the archive covers:
        see `toolkit.traces.first.first_use`.
    careers, breaks : polars.DataFrame
        Counts and rate of each by slice; breaks of the rate.
    carriers, company : polars.DataFrame
        Who uses each most, and the words that stand near it.
    resemblance, nearest : polars.DataFrame
        Resemblance to slices and authors with intervals; the most alike documents. The rows of
        "(whole text)" compare the text as a whole, those of "(topics of the text)" its topics.
    topics : polars.DataFrame
        Topics of the target beside those of the archive; no row where no topic model was given.
    reuse : Reuse
        Passages that stand in target and archive.
    formulas : polars.DataFrame
        Formulas of the archive that stand in the target, with start and stop there.
    novelty : polars.DataFrame
        Every passage of the target with the nearest of the archive; `new` ones are further from it
        than its own passages are from each other.
    sentences : mapping of str to str
        What is to be said of each concept.
    points : mapping of int to str
        Titles of the points of the lexicon.
    level : float
        Of the intervals.
    doubts : tuple of str
        What a careful reader would object.
    provenance : Provenance
        What it was made from.
    """

    name: str
    text: str
    language: str
    date: str
    table: pl.DataFrame
    phrases: pl.DataFrame
    places: pl.DataFrame
    first_uses: pl.DataFrame
    careers: pl.DataFrame
    breaks: pl.DataFrame
    carriers: pl.DataFrame
    company: pl.DataFrame
    resemblance: pl.DataFrame
    nearest: pl.DataFrame
    topics: pl.DataFrame
    reuse: Reuse
    formulas: pl.DataFrame
    novelty: pl.DataFrame
    sentences: dict[str, str]
    points: dict[int, str]
    level: float
    doubts: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        if tuple(self.table.columns) != TRACE_COLUMNS:
            msg = f"a trace with the columns {self.table.columns}; it needs {TRACE_COLUMNS}."
            raise ShapeError(msg)
        if self.table["n_occurrences"].null_count():
            msg = "a concept without its number of occurrences; every row needs its counts."
            raise ShapeError(msg)

    @property
    def absent(self) -> list[str]:
        """Concepts that the archive does not hold."""
        return self.table.filter(pl.col("n_occurrences") == 0)["concept"].to_list()

    def part(self, name: str) -> pl.DataFrame:
        """Give one table by its name.

        Raises
        ------
        UnknownNameError
            If there is no such table.
        """
        known = {
            "table": self.table,
            "phrases": self.phrases,
            "places": self.places,
            "first_uses": self.first_uses,
            "careers": self.careers,
            "breaks": self.breaks,
            "carriers": self.carriers,
            "company": self.company,
            "resemblance": self.resemblance,
            "nearest": self.nearest,
            "topics": self.topics,
            "reuse": self.reuse.table,
            "formulas": self.formulas,
            "novelty": self.novelty,
        }
        if name not in known:
            kind = "table of a trace"
            raise unknown_name(kind, name, known)
        return known[name]

    def answer(self) -> list[str]:
        """Say in plain sentences what was found."""
        used = set(self.places["concept"])
        mine = [one for one in self.table["concept"] if one in used]
        said = [
            f"{len(mine)} of {len(self.table)} concepts stand in “{self.name}”; the archive holds "
            f"{len(self.table) - len(self.absent)} of the {len(self.table)}."
        ]
        said += self._absent()
        said += self.speaks_like()
        said += self._topics()
        said += self.reuse.answer()
        if len(self.formulas):
            said.append(
                f"{self.formulas['formula'].n_unique()} formulas of the archive stand in it."
            )
        said += self._new()
        return said

    def left_out(self) -> list[str]:
        """Say what was not asked for, and how to get it."""
        if len(self.topics):
            return []
        return [
            "Topics are not compared; a topic model of the archive does it: "
            'topics=rt.fit("nmf", corpus), or --model nmf.'
        ]

    def speaks_like(self) -> list[str]:
        """Say in plain sentences which period the text, and each of its concepts, is told to."""
        whole = self.resemblance.filter((pl.col("by") == "slice") & pl.col("speaks"))
        said = [f"{_subject(one)} like the {label}." for one, label in
                whole.select("concept", "label").rows()]  # fmt: skip
        if not len(whole):
            said.append("No period is told from all others by how the text uses its concepts.")
        return [*said, *self._nearest_period(WHOLE), *self._nearest_period(TOPICS)]

    def _nearest_period(self, of: str) -> list[str]:
        """Say of the text as a whole which period is nearest, and which are told from it."""
        rows = self.resemblance.filter((pl.col("concept") == of) & (pl.col("by") == "slice"))
        judged = rows.drop_nulls("value").sort("value", descending=True)
        if len(judged) < 2 or judged["speaks"][0]:
            return []
        others = judged.slice(1).filter(pl.col("p_value") <= 1 - self.level)
        order = rows.filter(pl.col("label").is_in(others["label"].to_list()))
        told = ", ".join(order["label"]) or "no other period"
        how = {WHOLE: "As a whole", TOPICS: "By its topics"}[of]
        return [f"{how} the text is nearest to the {judged['label'][0]}, told from: {told}."]

    def _topics(self) -> list[str]:
        """Say which topics are the text's largest."""
        if not len(self.topics):
            return []
        if TOPICS not in self.resemblance["concept"]:
            n_words = self.topics["n_words"][0]
            return [f"Its topics are not compared; the topic model reads {n_words:,} of its words."]
        largest = self.topics.head(3).select("label", "share", "archive").rows()
        said = ", ".join(f"“{label}” {a:.0%} (archive {b:.0%})" for label, a, b in largest)
        return [f"Its largest topics: {said}."]

    def _absent(self) -> list[str]:
        if not self.absent:
            return []
        covered = self.first_uses.filter(pl.col("concept").is_in(self.absent))
        most = max(covered["n_before"].to_list())
        return [
            f"Absent from the archive: {', '.join(self.absent)} (it has up to {most:,} words that "
            "could have held them; absence there is no absence elsewhere)."
        ]

    def _new(self) -> list[str]:
        judged = self.novelty.drop_nulls("q_value")
        if not len(judged):
            return ["No passage could be compared with the archive for novelty."]
        number = int(judged["new"].sum())
        return [
            f"{number} of {len(judged)} passages are further from the archive than its own "
            "passages are from each other."
        ]

    def __str__(self) -> str:
        with pl.Config(tbl_rows=60, tbl_cols=-1, tbl_width_chars=160, fmt_str_lengths=40):
            printed = str(self.table)
        said = [*self.answer(), *self.left_out()]
        return "\n".join([*said, printed, *(f"doubt: {one}" for one in self.doubts)])

    def _repr_html_(self) -> str:
        return str(RENDERERS.get("trace")(self))


def _subject(concept: str) -> str:
    whole = {WHOLE: "As a whole the text speaks", TOPICS: "By its topics the text speaks"}
    return whole.get(concept, f"It uses “{concept}”")
