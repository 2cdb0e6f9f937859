"""Reports: one file that says what was found, shows it, and leads to the passages behind it."""

from typing import Any

from toolkit.errors import OptionError
from toolkit.registry import Registry

# What puts a kind of result on the page: by the name of its type, or by the kind of a finding.
SECTIONS: Registry[Any] = Registry(
    "section",
    {
        "Changes": "toolkit.reports.time_parts:breaks",
        "Convergence": "toolkit.reports.group_parts:convergence",
        "DriftSeries": "toolkit.reports.series_parts:drift",
        "FrequencySeries": "toolkit.reports.series_parts:frequency",
        "NeighbourTable": "toolkit.reports.series_parts:neighbours",
        "SenseSeries": "toolkit.reports.time_parts:senses",
        "collocates": "toolkit.reports.time_parts:collocates",
        "decomposition": "toolkit.reports.group_parts:decomposition",
        "robustness": "toolkit.reports.group_parts:robustness",
    },
)
# What puts a result about all documents on the page, behind those of concepts.
WHOLE: Registry[Any] = Registry(
    "section",
    {
        "DocumentMap": "toolkit.reports.archive_parts:document_map",
        "Novelty": "toolkit.reports.archive_parts:novelty",
        "TopicCards": "toolkit.reports.archive_parts:cards",
        "TopicShares": "toolkit.reports.topics:topic_part",
    },
)


def section_of(result: Any) -> str:  # noqa: ANN401  # any result
    """Name the entry that puts a result on the page.

    Raises
    ------
    OptionError
        If there is none.
    """
    for name in (type(result).__name__, str(getattr(result, "kind", ""))):
        if name in SECTIONS:
            return name
    msg = (
        f"{type(result).__name__} has no place among the results of a concept in a report; "
        f"these have: {', '.join(SECTIONS)}."
    )
    raise OptionError(msg)
