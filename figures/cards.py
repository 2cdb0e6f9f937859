"""A card for each of the largest topics: words, stability, share over time; unstable ones grey."""

from archive import decades, save, topics

import toolkit as rt


def draw():
    """Draw the largest of twenty topics of the archive."""
    return rt.plot.cards(rt.topic_cards(topics(), decades()))


if __name__ == "__main__":
    save(draw(), __file__)
