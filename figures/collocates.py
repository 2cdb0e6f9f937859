"""The words that stand beside a concept, slice by slice."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a planted sudden change of company."""
    return rt.plot.collocates(rt.collocates(concept("sudden"), corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
