"""The largest topics stacked, slice by slice."""

from archive import decades, save, topics

import toolkit as rt


def draw():
    """Draw the topics of the archive."""
    return rt.plot.river(rt.shares(topics(), decades()))


if __name__ == "__main__":
    save(draw(), __file__)
