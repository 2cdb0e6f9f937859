"""The nearest words of a concept in each slice, and how steadily each is found."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a planted sudden change of company."""
    return rt.plot.neighbours(rt.neighbours(concept("sudden"), corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
