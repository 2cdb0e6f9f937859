"""Front matter: what stands between two lines of dashes before a text."""

import re
from collections.abc import Mapping

from toolkit.readers.base import ReadingReport
from toolkit.readers.parsed import Parsed

_BLOCK = re.compile(r"\ufeff?\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
# Which field a key stands for; the first of two that are given.
FIELDS = {
    "title": "title",
    "author": "author authors creator by",
    "language": "language lang locale",
    "written": "date_written written composed created delivered",
    "published": "date_published published first_published date year pubdate",
    "edition": "date_edition edition edition_date updated modified",
}
LONGEST = 100_000


def front_matter(text: str, name: str, report: ReadingReport) -> tuple[dict[str, str], str]:
    """Split a text into what its front matter says and the rest; all scalars stay as written."""
    block = _BLOCK.match(text)
    if block is None or len(block[1]) > LONGEST:
        return {}, text
    import yaml

    # This loader makes no dates, numbers or objects: 1917-11-07 stays the words of the source.
    try:
        said = yaml.load(block[1], Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        report.note(name, "its front matter is no YAML, and was taken for text.")
        return {}, text
    if not isinstance(said, Mapping):
        return {}, text
    fields = {str(key).casefold().replace("-", "_"): _words(value) for key, value in said.items()}
    return {key: value for key, value in fields.items() if value}, text[block.end() :]


def with_fields(text: str, said: Mapping[str, str]) -> Parsed:
    """Make a text of what is said of it under the usual names; the rest are variables."""
    used: dict[str, str] = {}
    left = dict(said)
    for field, keys in FIELDS.items():
        key = next((key for key in keys.split() if left.get(key)), None)
        used[field] = left.pop(key).partition("T")[0] if key and field in _DATES else ""
        if key and field not in _DATES:
            used[field] = left.pop(key)
    variables = {key: value for key, value in left.items() if key != "layout"}
    return Parsed(text=text, variables=variables, **used)


def _words(value: object) -> str:
    """Write a value of one level: words, or a list of words."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(" ".join(one.split()) for one in value)
    return ""


_DATES = frozenset({"written", "published", "edition"})
