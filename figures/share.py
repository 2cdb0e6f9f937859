"""The share of one topic, slice by slice, with its interval."""

from archive import decades, save, topics

import toolkit as rt


def draw():
    """Draw the topic with the largest share."""
    return rt.plot.share(rt.shares(topics(), decades()))


if __name__ == "__main__":
    save(draw(), __file__)
