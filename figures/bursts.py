"""When a concept was spoken of far more often than else."""

from archive import concept, corpus, decades, save

import toolkit as rt


def draw():
    """Draw a concept that becomes five times as frequent."""
    return rt.plot.bursts(rt.bursts(rt.find(concept("frequency"), corpus()), slices=decades()))


if __name__ == "__main__":
    save(draw(), __file__)
