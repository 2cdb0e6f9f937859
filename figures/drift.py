"""How far a concept moved, slice by slice."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw a planted sudden change: estimate, interval, chance, comparable words and counts."""
    return rt.plot.drift(drift_of("sudden"), events=[("change planted", 1930)])


if __name__ == "__main__":
    save(draw(), __file__)
