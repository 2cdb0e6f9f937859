"""Which neighbours a concept gained, and which it lost."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a planted sudden change of company."""
    return rt.plot.turnover(rt.turnover(concept("sudden"), corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
