"""What is met as ``rt.plot``: the figures, their style, and saving them with their tables."""

from toolkit.figures.breaks import breaks
from toolkit.figures.captions import caption
from toolkit.figures.cards import cards
from toolkit.figures.careers import careers, formulas
from toolkit.figures.choice import choice
from toolkit.figures.collocates import collocates
from toolkit.figures.complexity import complexity
from toolkit.figures.frequency import frequency
from toolkit.figures.groups import convergence
from toolkit.figures.map import map
from toolkit.figures.neighbours import neighbours
from toolkit.figures.novelty import novelty
from toolkit.figures.overview import overview
from toolkit.figures.pairwise import pairwise
from toolkit.figures.panels import panels
from toolkit.figures.poles import axis
from toolkit.figures.power import power
from toolkit.figures.profile import profile
from toolkit.figures.quotations import quotations
from toolkit.figures.recipe import alt
from toolkit.figures.resemblance import resemblance
from toolkit.figures.river import river
from toolkit.figures.robustness import robustness
from toolkit.figures.save import save
from toolkit.figures.scan import scan
from toolkit.figures.senses import senses
from toolkit.figures.series import drift
from toolkit.figures.share import share
from toolkit.figures.style import style
from toolkit.figures.timing import bands, bursts, event, lead
from toolkit.figures.topics import shares, topics
from toolkit.figures.trajectory import trajectory
from toolkit.figures.words import keyness, shift, turnover

__all__ = [
    "alt",
    "axis",
    "bands",
    "breaks",
    "bursts",
    "caption",
    "cards",
    "careers",
    "choice",
    "collocates",
    "complexity",
    "convergence",
    "drift",
    "event",
    "formulas",
    "frequency",
    "keyness",
    "lead",
    "map",
    "neighbours",
    "novelty",
    "overview",
    "pairwise",
    "panels",
    "power",
    "profile",
    "quotations",
    "resemblance",
    "river",
    "robustness",
    "save",
    "scan",
    "senses",
    "share",
    "shares",
    "shift",
    "style",
    "topics",
    "trajectory",
    "turnover",
]
