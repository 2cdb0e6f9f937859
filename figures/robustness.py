"""Whether a finding survives other reasonable choices."""

from archive import drift_of, save

import toolkit as rt


def draw():
    """Draw the same question asked with other slices, windows, spaces, centres and weights."""
    return rt.plot.robustness(rt.robustness(drift_of("sudden")))


if __name__ == "__main__":
    save(draw(), __file__)
