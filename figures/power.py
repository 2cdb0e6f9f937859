"""The smallest change that so many uses can show."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw how often changes of several sizes, put into a stable concept, are found."""
    return rt.plot.power(rt.power(drift_of("stable")))


if __name__ == "__main__":
    save(draw(), __file__)
