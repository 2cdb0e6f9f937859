"""The topics of the passages that hold a concept, in two slices."""

from archive import concept, corpus, decades, save, topics

import toolkit as rt


def draw():
    """Draw a concept whose company changed suddenly."""
    of = rt.find(concept("sudden"), corpus())
    return rt.plot.profile(rt.shares(topics(), decades(), of=of))


if __name__ == "__main__":
    save(draw(), __file__)
