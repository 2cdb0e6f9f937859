"""Where a concept stands between two poles of words, slice by slice."""

from archive import concept, corpus, decades, save

import toolkit as rt
from toolkit.concepts.concept import Axis

HOME = ("housewives", "servants", "aunts", "fathers")
ARMY = ("troopers", "officers", "recruits", "sentries")


def draw():
    """Draw a sudden change from the home to the army."""
    home, army = (rt.Concept(name, patterns=words) for name, words in
                  (("home", HOME), ("army", ARMY)))  # fmt: skip
    between = Axis("home to army", (home, army))
    return rt.plot.axis(rt.axis(concept("sudden"), corpus(), axis=between, slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
