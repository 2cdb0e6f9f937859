"""What the page on reuse claims, on planted archives of 20,000 documents."""

import numpy as np
import pytest

from tests.traces.planted import CHANGES, overlap, planted
from toolkit.traces.reuse import reuse

# Least share of planted quotations that must be found.
RECALL = {"exact": 0.98, "10": 0.98, "20": 0.98, "30": 0.90, "inflected": 0.98, "split": 0.98}
SIZES = {"short": (1, 3_000, 1), "full": (1, 20_000, 10)}


class Counted:
    """What was found of the plants of several targets."""

    def __init__(self, seed, n_documents, n_targets):
        made = planted(seed, n_documents, n_targets)
        self.found = {kind: [] for kind in CHANGES}
        self.source, self.direction, self.habits, self.invented = [], [], [], []
        for target, plants in zip(made.targets, made.plants, strict=True):
            rows = list(reuse(made.corpus, target).of_kind("quotation").iter_rows(named=True))
            for plant in plants:
                self.look(plant, [row for row in rows if overlap(row, plant) >= 0.5])
            quoted = [plant for plant in plants if plant.kind in CHANGES]
            strange = {r["passage"] for r in rows if not any(overlap(r, q) for q in quoted)}
            self.invented.append(len(strange))

    def look(self, plant, rows):
        """Count one plant, given the rows of quotations that cover half of it."""
        if plant.kind not in CHANGES:
            self.habits.append(not rows)
            return
        wanted = plant.sources + plant.later
        mine = [row for row in rows if row["source"] in wanted]
        self.found[plant.kind].append(bool(mine))
        if mine:
            first = {row["source"] for row in rows if row["first"]}
            self.source.append(wanted[0] in first)
            side = "later" if plant.later else "earlier"
            self.direction.append({row["direction"] for row in mine} == {side})


@pytest.fixture
def counted(size):
    """Trace the planted targets; seed 0 was looked at while the engine was written."""
    return Counted(*SIZES[size])


@pytest.mark.timeout(3600)
def test_planted_passages_are_told_apart(counted):
    """Quotations are found and placed, habits are not taken for them, next to none invented."""
    recall = {kind: float(np.mean(hits)) for kind, hits in counted.found.items()}
    said = f"recall {recall}, invented {counted.invented}, habits {np.mean(counted.habits):.3f}"
    assert all(recall[kind] >= least for kind, least in RECALL.items()), said
    assert all(counted.source), said
    assert all(counted.direction), said
    assert np.mean(counted.habits) >= 0.95, said
    assert max(counted.invented) <= 1, said
    print(said)
