"""Which words one slice uses more than another."""

from archive import corpus, decades, save

import toolkit as rt


def draw():
    """Draw the last decade of the archive against the first."""
    return rt.plot.keyness(rt.keyness(corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
