"""Which slice a text speaks like, in all and for each concept."""

from archive import save, traced

import toolkit as rt


def draw():
    """Draw the late document that uses planted concepts most."""
    return rt.plot.resemblance(traced())


if __name__ == "__main__":
    save(draw(), __file__)
