"""The way of a concept among its neighbours, with ellipses for each slice and moves as arrows."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a planted sudden change of company."""
    return rt.plot.trajectory(rt.trajectory(concept("sudden"), corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
