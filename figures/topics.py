"""Topics over time, as a heat map in the order of their time."""

from archive import decades, save, topics

import toolkit as rt


def draw():
    """Draw twenty topics of the archive."""
    return rt.plot.topics(rt.shares(topics(), decades()))


if __name__ == "__main__":
    save(draw(), __file__)
