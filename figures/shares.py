"""Topics over time, each in a panel with its intervals."""

from archive import decades, save, topics

import toolkit as rt


def draw():
    """Draw the topics with the largest share in any decade."""
    return rt.plot.shares(rt.shares(topics(), decades()))


if __name__ == "__main__":
    save(draw(), __file__)
