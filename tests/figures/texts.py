"""What a reader would stumble over: text that is cut off, and text over text."""

from matplotlib.axis import Axis
from matplotlib.text import Text

# Boxes of letters hold some air: so much of two boxes may meet, in points.
AIR_X, AIR_Y = 0.5, 1.6


def written(figure):
    """All texts that a reader sees, with their boxes in points."""
    figure.draw_without_rendering()
    scale = 72 / figure.dpi
    found = []
    for one in [*_free(figure), *_ticks(figure)]:
        if one.get_visible() and one.get_text().strip():
            box = Text.get_window_extent(one)  # an annotation adds its arrow
            ends = (scale * end for end in (box.x0, box.x1, box.y0, box.y1))
            found.append((one.get_text(), *ends))
    return found


def overlapping(figure):
    """Pairs of texts that cover each other."""
    texts = written(figure)
    return [
        (a[0], b[0])
        for k, a in enumerate(texts)
        for b in texts[k + 1 :]
        if min(a[2], b[2]) - max(a[1], b[1]) > AIR_X and min(a[4], b[4]) - max(a[3], b[3]) > AIR_Y
    ]


def clipped(figure):
    """Texts that reach beyond the paper."""
    wide, high = (72 * inches for inches in figure.get_size_inches())
    return [
        text for text, left, right, bottom, top in written(figure)
        if left < -0.5 or bottom < -AIR_Y or right > wide + 0.5 or top > high + AIR_Y
    ]  # fmt: skip


def _free(figure):
    """Texts that are no labels of ticks."""
    ticks = {
        id(label)
        for axis in figure.findobj(Axis)
        for tick in [*axis.majorTicks, *axis.minorTicks]
        for label in (tick.label1, tick.label2)
    }
    return [one for one in figure.findobj(Text) if id(one) not in ticks]


def _ticks(figure):
    """Labels of ticks that lie in view."""
    for axis in figure.findobj(Axis):
        low, high = sorted(axis.get_view_interval())
        slack = 1e-9 * (high - low)
        if axis.get_visible() and axis.axes.axison:
            for tick in axis.get_major_ticks():
                if low - slack <= tick.get_loc() <= high + slack:
                    yield tick.label1
