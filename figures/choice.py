"""How many topics a corpus bears: stability and coherence for each number."""

from archive import few, save

import toolkit as rt


def draw():
    """Draw five to forty topics of a small archive."""
    return rt.plot.choice(rt.choose_topics(few(), (5, 10, 20, 40)))


if __name__ == "__main__":
    save(draw(), __file__)
