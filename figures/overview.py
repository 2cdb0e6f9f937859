"""The corpus over time: documents, how exactly they are dated, tokens and authors."""

from archive import decades, save

import toolkit as rt


def draw():
    """Draw the archive, with a period behind it as a band."""
    return rt.plot.overview(rt.overview(decades()), events=[("an invented war", (1939, 1945))])


if __name__ == "__main__":
    save(draw(), __file__)
