"""Several concepts on one scale: which moved, and which did not."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw a sudden and a gradual change, one of frequency alone, and no change at all."""
    kinds = ("sudden", "gradual", "frequency", "stable")
    return rt.plot.panels([drift_of(kind) for kind in kinds], columns=2)


if __name__ == "__main__":
    save(draw(), __file__)
