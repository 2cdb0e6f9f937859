"""The content of a report, whatever it is written as."""

from dataclasses import dataclass

from toolkit.reports.overview import Overview
from toolkit.reports.parts import Part
from toolkit.reports.reading import Reading
from toolkit.reports.trace import TraceSection


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings about the corpus, each its check, sentence and advice; checks that found nothing."""

    found: tuple[tuple[str, str, str], ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConceptSection:
    """All results of one concept, in the order of a reader's questions, and what stands against."""

    anchor: str
    concept: str
    answer: tuple[str, ...]
    parts: tuple[Part, ...]
    objections: tuple[str, ...]
    reading: Reading

    @property
    def questions(self) -> tuple[tuple[str, tuple[Part, ...]], ...]:
        """Parts under the question that they answer."""
        asked = dict.fromkeys(part.question for part in self.parts)
        return tuple(
            (one, tuple(part for part in self.parts if part.question == one)) for one in asked
        )

    @property
    def doubtful(self) -> tuple[Part, ...]:
        """Parts with doubts beside their figures."""
        return tuple(part for part in self.parts if part.doubts)


@dataclass(frozen=True, slots=True)
class Page:
    """A report: everything on it, in order."""

    title: str
    question: str | None
    sections: tuple[ConceptSection, ...]
    checks: Findings | None
    overview: Overview | None
    comparison: Part | None
    whole: tuple[Part, ...]
    trace: TraceSection | None
    methods: tuple[str, ...]
    references: tuple[str, ...]
    provenance: tuple[str, ...]
