"""What the first lines of a text say: date, author, title."""

import re
from functools import cache
from typing import NamedTuple

from toolkit.errors import OptionError
from toolkit.readers.expressions import EXPRESSION

# A heading is looked for in so many characters at the beginning of a text, and no field is longer.
HEAD, LONGEST = 1000, 200
_FIELD = re.compile(r"\{(\w*)\}")


class Step(NamedTuple):
    """A field and what ends it: words of the pattern, with the date that may follow them."""

    field: str
    end: re.Pattern[str] | None


@cache
def steps(heading: str) -> tuple[Step, ...]:
    """Take ``{author}, AL CONGRESO, EL {date}`` apart; OptionError when it is no pattern.

    ``{}`` is anything. White space is any white space, capitals do not count, and ``{date}`` fits
    nothing but a date.
    """
    names = _FIELD.findall(heading)
    named = [name for name in names if name]
    bare = _FIELD.sub("", heading)
    if not named or len(set(named)) < len(named) or re.search(r"[{}]", bare):
        msg = (
            f"heading {heading!r} is not understood; write each field once in braces and {{}} for "
            "anything, as in {title}, {date}."
        )
        raise OptionError(msg)
    made: list[Step] = []
    parts = _FIELD.split(heading)
    field, end = "", _written(parts[0])
    for name, words in zip(parts[1::2], parts[2::2], strict=True):
        if name == "date":
            end += f"(?P<date>{EXPRESSION})" + _written(words)
        else:
            made.append(Step(field, _compiled(end)))
            field, end = name, _written(words)
    return (*made, Step(field, _compiled(end)))


def by_heading(text: str, heading: str) -> dict[str, str] | None:
    """Take the first lines of a text apart by the caller's pattern; None when none fits.

    From left to right each field ends where the words that follow it in the pattern first stand,
    the last one with its line; there is no second try, so no text takes long. Of several
    patterns, ``{author}, EL {date} | EL {date}``, the first that fits counts.

    Examples
    --------
    >>> by_heading("Letter. By Ann  Lee, 3 May 1889", "By {author}, {date}")
    {'author': 'Ann Lee', 'date': '3 May 1889'}
    """
    for pattern in heading.split(" | "):
        if (fields := _fields(text[:HEAD], pattern)) is not None:
            return {name: " ".join(value.split()).strip(" ,;") for name, value in fields.items()}
    return None


def _fields(head: str, pattern: str) -> dict[str, str] | None:
    fields: dict[str, str] = {}
    place = 0
    for number, step in enumerate(steps(pattern)):
        found = step.end.search(head, place) if step.end else None
        if step.end and not found:
            return None
        stop = found.start() if found else _line_end(head, place)
        between = head[place:stop]
        # What stands before the first words of the pattern is no field.
        if number and (len(between) > LONGEST or re.search(r"\n\s*\n", between)):
            return None
        if step.field:
            fields[step.field] = between
        if found:
            fields |= found.groupdict()
            place = found.end()
    return fields


def _line_end(head: str, place: int) -> int:
    stop = head.find("\n", place + 1)
    return len(head) if stop < 0 else stop


def _written(words: str) -> str:
    return r"\s+".join(map(re.escape, re.split(r"\s+", words)))


def _compiled(end: str) -> re.Pattern[str] | None:
    """Compile what ends a field; a word in it does not begin within a word of the text."""
    return re.compile(rf"(?:(?<!\w)|(?=\W)){end}", re.IGNORECASE) if end else None
