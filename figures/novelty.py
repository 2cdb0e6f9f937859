"""Which documents broke with the past, and whether it stuck."""

from archive import few, save

import toolkit as rt


def draw():
    """Draw every document by its distance from those before and after it."""
    return rt.plot.novelty(rt.novelty(rt.fit("nmf", few(), topics=20), window=30))


if __name__ == "__main__":
    save(draw(), __file__)
