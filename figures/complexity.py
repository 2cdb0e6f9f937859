"""How varied the words of each slice are."""

from archive import corpus, decades, save

import toolkit as rt


def draw():
    """Draw the moving-average type-token ratio, in which nothing was planted."""
    return rt.plot.complexity(rt.complexity(corpus(), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
