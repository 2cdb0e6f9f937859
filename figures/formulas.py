"""Fixed phrases and when they were used."""

from archive import corpus, decades, save

import toolkit as rt


def draw():
    """Draw the strongest formulas of the archive."""
    return rt.plot.formulas(rt.formulas(corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
