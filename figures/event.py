"""How far use moved at an event, and at every other date."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw a sudden change at the date at which it was planted."""
    return rt.plot.event(rt.event_study(drift_of("sudden"), "1930"))


if __name__ == "__main__":
    save(draw(), __file__)
