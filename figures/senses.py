"""In which sense a concept was used, slice by slice."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a second sense that enters in the middle of the archive."""
    return rt.plot.senses(rt.senses(concept("split"), corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
