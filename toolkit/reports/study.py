"""A study: what is asked of which corpus, as a value that a file can hold."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

WAYS = ("every", "edges", "periods", "mass", "rolling")
Patterns = list[str] | dict[str, list[str]]
Share = Annotated[float, Field(gt=0, lt=1)]


def _written(date: object) -> object:
    """Take a date as TOML may hold it: a number for a year, a date, or a text."""
    return date if date is None else str(date)


class _Strict(BaseModel):
    """A part of a study: nothing is changed later, and nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ConceptOf(_Strict):
    """A concept written in the study itself."""

    name: str = Field(min_length=1)
    patterns: Patterns
    exclude: Patterns = Field(default_factory=list)


class SlicesOf(_Strict):
    """How time is cut; at most one way."""

    every: int | None = Field(default=None, ge=1)
    edges: list[int | str] | None = None
    periods: dict[str, str] | None = None
    mass: int | None = Field(default=None, ge=1)
    rolling: tuple[int, int] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "SlicesOf":
        given = [name for name in WAYS if getattr(self, name) is not None]
        if len(given) > 1:
            msg = f"slices in {len(given)} ways, {' and '.join(given)}; give one"
            raise ValueError(msg)
        return self

    def way(self) -> dict[str, Any]:
        """Give the one way that was given, as `slices` takes it."""
        given = {name: getattr(self, name) for name in WAYS}
        return {name: way for name, way in given.items() if way is not None}


class Measured(_Strict):
    """Options of `drift`."""

    against: str = "first"
    metric: str = "cosine"
    space: str = "ppmi"
    window: int = Field(default=10, ge=1)
    center: Literal["corpus", "slice"] = "corpus"
    weights: Literal["occurrence", "unit"] = "occurrence"
    unit: str = "auto"
    strata: str | None = None
    reprints: Literal["keep", "leave out"] = "keep"
    controls: int = Field(default=99, ge=0)
    permutations: int = Field(default=999, ge=1)
    level: Share = 0.95


class Asked(_Strict):
    """What is asked of every concept beside its drift."""

    breaks: bool = True
    frequency: bool = True
    neighbours: bool = True
    senses: bool = True
    collocates: bool = False
    robustness: bool = False
    decompose: str | None = None
    convergence: str | None = None


class TopicsOf(_Strict):
    """Topics of the whole corpus, and what else is asked about all its documents."""

    model: str = "nmf"
    topics: int = Field(default=20, ge=2)
    cards: bool = False
    novelty: bool = False
    map: bool = False


class TraceOf(_Strict):
    """A text whose genealogy is asked for."""

    target: Path
    date: Annotated[str | None, BeforeValidator(_written)] = None


class Study(_Strict):
    """A whole study; `report` does it, and does it again the same.

    Attributes
    ----------
    corpus : Path
        A corpus folder, or a source that is read for this one time.
    concepts : list of str or ConceptOf
        Patterns, or names of `lexicon` if one is given, or concepts written out.
    title, question : str, optional
        For the head of the page.
    lexicon, events, groups : str, optional
        A shipped lexicon or a TOML file; a lexicon whose events are drawn; groups to add, as
        ``un-regions`` or ``sides.toml=author``.
    slices, drift, ask, topics, trace
        How time is cut, how drift is measured, what else is asked.
    codes : list of Path
        Coded sheets of `sample`.
    check : bool
        Whether the page says what could be mistaken for a change of use.
    seed : int
        Of all random draws.
    """

    corpus: Path
    concepts: list[str | ConceptOf] = Field(default_factory=list)
    title: str | None = None
    question: str | None = None
    lexicon: str | None = None
    events: str | None = None
    groups: str | None = None
    slices: SlicesOf = Field(default_factory=SlicesOf)
    drift: Measured = Field(default_factory=Measured)
    ask: Asked = Field(default_factory=Asked)
    topics: TopicsOf | None = None
    trace: TraceOf | None = None
    codes: list[Path] = Field(default_factory=list)
    check: bool = True
    seed: int = 7

    @model_validator(mode="after")
    def _something(self) -> "Study":
        if not (self.concepts or self.topics or self.trace):
            msg = "nothing is asked; give concepts, topics or a trace"
            raise ValueError(msg)
        return self


# What each table of a study file is.
TABLES: dict[str, type[BaseModel]] = {
    "concepts": ConceptOf,
    "slices": SlicesOf,
    "drift": Measured,
    "ask": Asked,
    "topics": TopicsOf,
    "trace": TraceOf,
}
