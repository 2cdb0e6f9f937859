"""How the use of political concepts changes over time.

No drift number leaves this package without its counts, its interval, what chance gives, and the
passages behind it.
"""

from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from toolkit.calls import REMEMBERED, remembering

__version__ = "0.1.0"

# Where each public name lives; nothing of it is imported before it is asked for.
_HOMES = {
    "Concept": "toolkit.concepts.concept",
    "Corpus": "toolkit.corpus.corpus",
    "DateSpan": "toolkit.corpus.dates",
    "Document": "toolkit.corpus.documents",
    "Lexicon": "toolkit.concepts.lexicon",
    "METRICS": "toolkit.change",
    "READERS": "toolkit.readers",
    "Rules": "toolkit.corpus.rules",
    "SPACES": "toolkit.spaces",
    "TOPIC_MODELS": "toolkit.topics",
    "DOCUMENT_VECTORS": "toolkit.topics",
    "FIGURES": "toolkit.figures",
    "axis": "toolkit.change.axis",
    "agree": "toolkit.change.agreement",
    "bands": "toolkit.change.bands",
    "breaks": "toolkit.change.breaks",
    "bursts": "toolkit.change.bursts",
    "check": "toolkit.change.checks",
    "choose_topics": "toolkit.topics.choose",
    "cite": "toolkit.provenance",
    "collocates": "toolkit.change.collocates",
    "complexity": "toolkit.change.complexity",
    "convergence": "toolkit.change.convergence",
    "decompose": "toolkit.change.decompose",
    "document_drift": "toolkit.change.documents",
    "document_map": "toolkit.topics.map",
    "document_vectors": "toolkit.topics.vectors",
    "drift": "toolkit.change.drift",
    "event_study": "toolkit.change.events",
    "fetch": "toolkit.datasets.fetch",
    "evaluate": "toolkit.change.evaluate",
    "find": "toolkit.concepts.find",
    "fit": "toolkit.topics.fit",
    "formulas": "toolkit.traces.formulas",
    "frequency": "toolkit.change.frequency",
    "keyness": "toolkit.change.keyness",
    "grouped": "toolkit.corpus.groups",
    "lead": "toolkit.change.leads",
    "lexicon": "toolkit.concepts.lexicon",
    "drop_topics": "toolkit.topics.edit",
    "merge_topics": "toolkit.topics.edit",
    "neighbours": "toolkit.change.neighbours",
    "novelty": "toolkit.topics.novelty",
    "open": "toolkit.corpus.corpus:Corpus.open",
    "overview": "toolkit.corpus.overview",
    "pairwise": "toolkit.change.pairwise",
    "parse_date": "toolkit.corpus.dates",
    "planted_archive": "toolkit.datasets.planted",
    "power": "toolkit.change.power",
    "read": "toolkit.readers.read",
    "report": "toolkit.reports.report",
    "reprints": "toolkit.corpus.reprints",
    "reuse": "toolkit.traces.reuse",
    "robustness": "toolkit.change.robustness",
    "sample": "toolkit.change.coding",
    "scan": "toolkit.change.scan",
    "shares": "toolkit.topics.shares",
    "senses": "toolkit.change.senses",
    "shift": "toolkit.change.shift",
    "study": "toolkit.reports.study_file",
    "slices": "toolkit.corpus.slices",
    "trace": "toolkit.traces.trace",
    "topic_words": "toolkit.topics.words_over_time",
    "trajectory": "toolkit.change.trajectory",
    "trend": "toolkit.change.trend",
    "topic_cards": "toolkit.topics.cards",
    "typical_passages": "toolkit.topics.typical",
    "turnover": "toolkit.change.turnover",
}
# Modules that are public as such.
_MODULES = {"errors": "toolkit.errors", "plot": "toolkit.figures.plot"}

__all__ = sorted([*_HOMES, *_MODULES])  # pyright: ignore

if TYPE_CHECKING:
    from toolkit import errors as errors


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import a public name when it is first asked for."""
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _HOMES:
        module, _, attribute = _HOMES[name].partition(":")
        found = attrgetter(attribute or name)(import_module(module))
        return remembering(name, found) if name in REMEMBERED else found
    msg = f"module 'toolkit' has no attribute {name!r}; it has {', '.join(__all__)}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
