"""The concepts of a text and their careers in an archive."""

from archive import save, traced

import toolkit as rt


def draw():
    """Draw the late document that uses planted concepts most in the archive before and after it."""
    return rt.plot.careers(traced())


if __name__ == "__main__":
    save(draw(), __file__)
