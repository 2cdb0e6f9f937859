"""Which words make the difference in the company of a concept."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a planted sudden change, split into what each word adds to it."""
    return rt.plot.shift(rt.shift(concept("sudden"), corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
