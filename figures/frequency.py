"""How often a concept was used."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a concept that becomes five times as frequent, and keeps its meaning."""
    hits = rt.find(concept("frequency"), corpus())
    return rt.plot.frequency(rt.frequency(hits, slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
