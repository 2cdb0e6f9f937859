"""Every word at once: which moved more than comparable words, and which held still."""

from archive import corpus, decades, save

import toolkit as rt


def draw():
    """Draw the words with at least 250 uses."""
    return rt.plot.scan(rt.scan(corpus(), slices=decades(), min_count=250))


if __name__ == "__main__":
    save(draw(), __file__)
