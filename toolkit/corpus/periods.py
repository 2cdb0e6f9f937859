"""Where slices begin and end, and what they are called."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.dates import DateSpan, parse_date
from toolkit.corpus.days import day_of, iso_of
from toolkit.errors import OptionError

Days = NDArray[np.int64]


class Period(NamedTuple):
    """A named half-open span of days ``[start, stop)``, counted from 1970-01-01."""

    label: str
    start: int
    stop: int


@runtime_checkable
class Named(Protocol):
    """Anything with a label and a date, such as an event of a lexicon."""

    @property
    def label(self) -> str:
        """Its name on figures."""

    @property
    def date(self) -> DateSpan:
        """When it was."""


# A year, a date as text, a span, or an event.
Moment = int | str | DateSpan | Named


def label_of(start: int, stop: int, *, sequence: bool = False) -> str:
    """Name a span of days.

    ``1960s`` for an aligned decade, ``1960`` for one year, ``1960–1964`` for other whole
    years, ``51–42 BCE`` before the common era, first and last day for the rest. Ordered
    sequence numbers are written as numbers: ``81–90``.

    Examples
    --------
    >>> label_of(day_of(1960), day_of(1970)), label_of(day_of(1960), day_of(1961))
    ('1960s', '1960')
    >>> label_of(day_of(1960), day_of(1965)), label_of(day_of(-50), day_of(-40))
    ('1960–1964', '51–42 BCE')
    >>> label_of(day_of(81), day_of(91), sequence=True)
    '81–90'
    >>> label_of(day_of(1917, 3, 8), day_of(1917, 11, 7))
    '1917-03-08–1917-11-06'
    """
    first, after = (int(year) for year in years_of(np.array([start, stop])))
    last = after - 1
    if (start, stop) != (day_of(first), day_of(after)):
        return f"{iso_of(start)}–{iso_of(stop - 1)}" if stop - start > 1 else iso_of(start)
    if sequence:
        return str(first) if first == last else f"{first}–{last}"
    if last - first == 9 and first % 10 == 0 and first > 0:
        return f"{first}s"
    if first == last:
        return _year(first)
    if last <= 0:
        return f"{1 - first}–{_year(last)}"
    return f"{_year(first)}–{_year(last)}"


def _year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"


def years_of(days: Days) -> Days:
    """Calendar year in which each day lies; year 0 is 1 BCE.

    Examples
    --------
    >>> years_of(np.array([-1, 0, 364, 365]))
    array([1969, 1970, 1970, 1971])
    """
    years: Days = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return years


def every_years(middles: Days, width: int, *, sequence: bool = False) -> list[Period]:
    """Periods of `width` years from the first to the last document, aligned to round years.

    Ordered sequence numbers begin at 1, so their periods are 1–10, 11–20 and so on.
    """
    _require_years("every", width)
    if not len(middles):
        return []
    years = years_of(middles)
    offset = int(sequence)
    first, last = ((int(y) - offset) // width * width for y in (years.min(), years.max()))
    starts = range(first + offset, last + offset + 1, width)
    return [_of_years(year, width, sequence) for year in starts]


def rolling_years(middles: Days, width: int, step: int, *, sequence: bool = False) -> list[Period]:
    """Overlapping windows of `width` years that begin every `step` years.

    The first begins at the multiple of `step` at or before the first document, the last is
    the first that reaches the last document; a document lies in one window or more.
    """
    _require_years("rolling width", width)
    _require_years("rolling step", step)
    if step > width:
        msg = (
            f"rolling=({width}, {step}) leaves years between the windows out; "
            "the step is at most the width."
        )
        raise OptionError(msg)
    if not len(middles):
        return []
    years = years_of(middles)
    first, last = int(years.min()) // step * step, int(years.max())
    # Ceiling division: the fewest steps after which the window ends behind the last year.
    steps = max(0, -((first + width - last - 1) // step))
    return [_of_years(first + k * step, width, sequence) for k in range(steps + 1)]


def _of_years(year: int, width: int, sequence: bool) -> Period:
    start, stop = day_of(year), day_of(year + width)
    return Period(label_of(start, stop, sequence=sequence), start, stop)


def _require_years(name: str, given: int) -> None:
    if isinstance(given, bool) or given != int(given) or given < 1:
        msg = f"{name}={given!r} is not a number of years; give a whole number from 1 upwards."
        raise OptionError(msg)


def between_edges(edges: Iterable[Moment], *, sequence: bool = False) -> list[Period]:
    """Periods between neighbouring edges: m edges make m - 1 periods."""
    days = [day_at(edge) for edge in edges]
    if len(days) < 2 or any(a >= b for a, b in zip(days, days[1:], strict=False)):
        msg = (
            f"edges={[iso_of(day) for day in days]} make no periods; "
            "give two or more years or dates, each later than the one before."
        )
        raise OptionError(msg)
    return _between(days, sequence)


def _between(days: Sequence[int], sequence: bool) -> list[Period]:
    pairs = zip(days, days[1:], strict=False)
    return [Period(label_of(a, b, sequence=sequence), a, b) for a, b in pairs]


def named_periods(
    periods: Mapping[str, Sequence[int | str] | DateSpan | str] | Iterable[DateSpan | Named],
) -> list[Period]:
    """Periods with names of their own, in order of time; they may overlap or leave gaps."""
    if isinstance(periods, Mapping):
        found = [Period(str(name), *_bounds(value)) for name, value in periods.items()]
    else:
        found = [_period_of(item) for item in periods]
    for label, start, stop in found:
        if start >= stop:
            msg = f"the period {label!r} stops before it starts; give (start, stop), stop excluded."
            raise OptionError(msg)
    labels = [period.label for period in found]
    if not found or len(set(labels)) < len(labels):
        msg = f"periods named {labels} cannot be told apart; give one or more different names."
        raise OptionError(msg)
    return sorted(found, key=lambda period: (period.start, period.stop))


def _bounds(value: Sequence[int | str] | DateSpan | str) -> tuple[int, int]:
    if isinstance(value, str):
        value = parse_date(value)
    if isinstance(value, DateSpan):
        return value.start, value.stop
    if len(value) != 2:
        msg = f"the period {value!r} is not understood; give (start, stop) or one date."
        raise OptionError(msg)
    return day_at(value[0]), day_at(value[1])


def _period_of(item: DateSpan | Named) -> Period:
    if isinstance(item, DateSpan):
        return Period(item.text, item.start, item.stop)
    return Period(item.label, item.date.start, item.date.stop)


def day_at(moment: Moment) -> int:
    """Day on which a year, a date, a span or an event begins.

    Examples
    --------
    >>> day_at(1971), day_at(-43) == day_of(-43)
    (365, True)
    """
    if isinstance(moment, str):
        return parse_date(moment).start
    if isinstance(moment, DateSpan):
        return moment.start
    return moment.date.start if isinstance(moment, Named) else day_of(int(moment))


def equal_mass(
    starts: Days, stops: Days, tokens: Days, n_periods: int, *, sequence: bool = False
) -> list[Period]:
    """Divide the time into `n_periods` periods that hold about equally many tokens.

    Documents of one date stay together, so there are fewer periods where there are fewer
    dates, and a single large document may outweigh a period.

    Parameters
    ----------
    starts, stops : array, shape (n,)
        Spans of the dated documents, in days.
    tokens : array, shape (n,)
        Their sizes.
    n_periods : int
        How many periods are wanted.
    """
    if n_periods < 1 or n_periods != int(n_periods):
        msg = f"mass={n_periods!r} is not a number of slices; give a whole number from 1 upwards."
        raise OptionError(msg)
    if not len(starts):
        return []
    middles, group = np.unique((starts + stops) // 2, return_inverse=True)
    total = np.cumsum(np.bincount(group, weights=tokens))
    wanted = total[-1] * np.arange(1, n_periods) / n_periods
    # The cut behind date k leaves total[k] tokens before it: take the nearest cut to each aim.
    cuts = np.abs(total[:-1, None] - wanted).argmin(axis=0) if len(middles) > 1 else []
    edges = {int(starts.min()), int(stops.max())}
    for cut in {int(k) for k in cuts}:
        # A period begins with the span of its first document, if that leaves the others behind.
        begins = int(starts[group == cut + 1].min())
        edges.add(max(begins, int(middles[cut]) + 1))
    return _between(sorted(edges), sequence)
