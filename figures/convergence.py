"""Whether two groups came to use a concept alike, slice by slice."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a word that two schools use of different things."""
    return rt.plot.convergence(
        rt.convergence(concept("authors"), corpus(), by="school", slices=decades())
    )


if __name__ == "__main__":
    save(draw(), __file__)
