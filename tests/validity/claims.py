"""Measured rates and the bands they must lie in."""

import numpy as np

from toolkit.statistics.compare import compare

QUANTILE = 2.576  # of the 99 % Monte Carlo band


def error(rate, repetitions):
    """Give the binomial standard error of a rate."""
    return np.sqrt(rate * (1 - rate) / repetitions)


def widened(low, high, repetitions, full):
    """Give the bounds of a claim for `full` repetitions at fewer: wider by Monte Carlo alone."""
    below = QUANTILE * (error(low, repetitions) - error(low, full))
    above = QUANTILE * (error(high, repetitions) - error(high, full))
    return max(0.0, low - below), min(1.0, high + above)


def assert_within(name, rate, low, high, repetitions, full):
    """Print a measured rate and hold it against its claim."""
    least, most = widened(low, high, repetitions, full)
    said = f"{name}: {rate:.3f} of {repetitions} (claim {low}-{high}, here {least:.3f}-{most:.3f})"
    print(said)
    assert least <= rate <= most, said


def comparisons(draw, repetitions, *, code=None, permutations=199, **options):
    """Compare the slices of seeds 0 to R - 1 and keep those judged; exchanges have seeds apart.

    `code` names the option ("strata", "blocks") to which the groups of each draw are handed.
    """
    found = []
    for seed in range(repetitions):
        drawn = draw(seed)
        rng = np.random.default_rng([seed, 1])
        groups = {code: drawn.groups} if code else {}
        result = compare(drawn.a, drawn.b, permutations=permutations, rng=rng, **groups, **options)
        if result.judged:
            found.append(result)
    return found


def rejected(found, level=0.05):
    """Give the share of comparisons with p at most `level`."""
    return float(np.mean([one.p_value <= level for one in found]))


def excludes_zero(found):
    """Give the share of intervals whose lower end lies above 0."""
    return float(np.mean([one.low > 0 for one in found]))
