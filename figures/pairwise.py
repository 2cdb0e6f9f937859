"""Every slice against every earlier one: one step, a way back, or a slow drift."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw a sudden change: two blocks, alike within and apart from each other."""
    return rt.plot.pairwise(rt.pairwise(drift_of("sudden")))


if __name__ == "__main__":
    save(draw(), __file__)
