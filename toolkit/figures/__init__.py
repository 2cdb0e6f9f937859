"""Figures: each draws one result on one Axes, shows its counts, and gives the Axes back."""

from typing import Any

from toolkit.registry import Registry

FIGURES: Registry[Any] = Registry(
    "figure",
    {
        "breaks": "toolkit.figures.breaks:breaks",
        "drift": "toolkit.figures.series:drift",
        "frequency": "toolkit.figures.frequency:frequency",
        "neighbours": "toolkit.figures.neighbours:neighbours",
        "senses": "toolkit.figures.senses:senses",
        "power": "toolkit.figures.power:power",
        "novelty": "toolkit.figures.novelty:novelty",
        "robustness": "toolkit.figures.robustness:robustness",
        "scan": "toolkit.figures.scan:scan",
        "topics": "toolkit.figures.topics:topics",
    },
)
