"""What a text shares to the letter with an archive, and with what date."""

from archive import save, traced

import toolkit as rt


def draw():
    """Draw the late document that uses planted concepts most beside the archive."""
    return rt.plot.quotations(traced())


if __name__ == "__main__":
    save(draw(), __file__)
