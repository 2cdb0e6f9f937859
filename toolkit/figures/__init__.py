"""Figures: each draws one result on one Axes, shows its counts, and gives the Axes back."""

from typing import Any

from toolkit.registry import Registry

FIGURES: Registry[Any] = Registry(
    "figure",
    {
        "breaks": "toolkit.figures.breaks:breaks",
        "collocates": "toolkit.figures.collocates:collocates",
        "drift": "toolkit.figures.series:drift",
        "frequency": "toolkit.figures.frequency:frequency",
        "keyness": "toolkit.figures.words:keyness",
        "neighbours": "toolkit.figures.neighbours:neighbours",
        "senses": "toolkit.figures.senses:senses",
        "power": "toolkit.figures.power:power",
        "novelty": "toolkit.figures.novelty:novelty",
        "robustness": "toolkit.figures.robustness:robustness",
        "scan": "toolkit.figures.scan:scan",
        "shift": "toolkit.figures.words:shift",
        "topics": "toolkit.figures.topics:topics",
        "turnover": "toolkit.figures.words:turnover",
    },
)
