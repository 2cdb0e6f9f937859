"""The band that a whole series of unchanged usage stays in."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw a sudden change, which leaves the band."""
    return rt.plot.bands(rt.bands(drift_of("sudden")))


if __name__ == "__main__":
    save(draw(), __file__)
