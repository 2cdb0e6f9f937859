"""Measuring change: metrics, series, frequency and neighbours over slices."""

from typing import Any

from toolkit.registry import Registry

METRICS: Registry[Any] = Registry(
    "metric",
    {
        "cosine": "toolkit.change.distance:DebiasedCosine",
        "squared": "toolkit.change.distance:DebiasedSquared",
    },
)
