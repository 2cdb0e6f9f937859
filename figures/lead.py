"""Whether the changes of one concept come before those of another."""

from archive import concept, corpus, save

import toolkit as rt


def draw():
    """Draw a change of the 1930s beside one of the 1950s, in slices of five years."""
    cut = rt.slices(corpus(), every=5)
    first, second = (rt.drift(concept("sudden", n), corpus(), slices=cut) for n in (0, 1))
    return rt.plot.lead(rt.lead(first, second))


if __name__ == "__main__":
    save(draw(), __file__)
