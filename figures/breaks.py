"""When the use of a concept broke, with the interval of the date."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw the date at which a sudden change was planted lies inside."""
    return rt.plot.breaks(rt.breaks(drift_of("sudden")))


if __name__ == "__main__":
    save(draw(), __file__)
