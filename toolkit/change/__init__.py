"""Measuring change: metrics, series, frequency and neighbours over slices."""

from typing import Any

from toolkit.registry import Registry

METRICS: Registry[Any] = Registry(
    "metric",
    {
        "cosine": "toolkit.change.distance:DebiasedCosine",
        "squared": "toolkit.change.distance:DebiasedSquared",
        "prt": "toolkit.change.usage_metrics:PrototypeDistance",
        "apd": "toolkit.change.usage_metrics:AveragePairwiseDistance",
        "energy": "toolkit.change.usage_metrics:EnergyDistance",
        "neighbours": "toolkit.change.company_metrics:NeighbourOverlap",
        "collocates": "toolkit.change.company_metrics:CollocateDivergence",
        "topics": "toolkit.change.topic_metrics:TopicDivergence",
        "senses": "toolkit.change.topic_metrics:SenseDivergence",
        "frequency": "toolkit.change.rate_metrics:FrequencyRatio",
        "dispersion": "toolkit.change.rate_metrics:DispersionChange",
        "juilland": "toolkit.change.rate_metrics:JuillandChange",
    },
)
