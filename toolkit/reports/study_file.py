"""Read a study from its TOML file; whatever is wrong is told with its line."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.errors import OptionError, ReadError, unknown_name
from toolkit.reports.study import TABLES, Study

Loc = tuple[str | int, ...]
_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")


def study(path: str | Path) -> Study:
    """Read a study file, as `rhetoric init` writes one.

    Parameters
    ----------
    path : str or Path
        A TOML file in UTF-8. Paths in it are seen from where it lies.

    Returns
    -------
    Study
        To be given to `report`.

    Raises
    ------
    ReadError
        If it cannot be opened, is no TOML, or holds something that has no meaning here; the
        message names the line.
    """
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8-sig")
        given = tomllib.loads(text)
    except OSError as error:
        msg = f"{place}: cannot be read ({error.strerror}); `rhetoric init C` writes a study."
        raise ReadError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{place}: is not in UTF-8 (byte {error.start}); save it as UTF-8."
        raise ReadError(msg) from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines())
        msg = f"{place}, line {line}: is no valid TOML: {error}."
        raise ReadError(msg) from error
    try:
        found = Study.model_validate(given)
    except ValidationError as error:
        said = [f"{place}, line {line_of(text, loc)}: {said}" for loc, said in _problems(error)]
        raise ReadError("; ".join(said)) from None
    return _beside(found, place.parent)


def study_of(given: Mapping[str, Any]) -> Study:
    """Make a study of values instead of a file.

    Raises
    ------
    OptionError
        If one has no meaning here.
    """
    try:
        return Study.model_validate(given)
    except ValidationError as error:
        raise OptionError("; ".join(said for _, said in _problems(error))) from None


def _problems(error: ValidationError) -> list[tuple[Loc, str]]:
    """Say each problem, with where it stands: names of tables and keys, numbers in lists."""
    found = []
    for one in error.errors(include_url=False):
        # A concept is a text or a table; of two complaints about one, the fitting is kept.
        as_text = "str" in one["loc"] and one["loc"][0] == "concepts"
        as_table = "ConceptOf" in one["loc"]
        if as_text and isinstance(one["input"], dict):
            continue
        if as_table and one["type"] == "model_type":
            continue
        loc = tuple(part for part in one["loc"] if part not in ("str", "ConceptOf"))
        name = ".".join(str(part) for part in loc if isinstance(part, str)) or "study"
        found.append((loc, f"{name}: {_said(one, loc)}"))
    return found


def _said(problem: Any, loc: Loc) -> str:  # noqa: ANN401  # pydantic's own
    if problem["type"] == "extra_forbidden":
        return str(unknown_name("key", str(loc[-1]), _known(loc[:-1])))
    if problem["type"] == "missing":
        return "is missing"
    said = str(problem["msg"]).removeprefix("Value error, ")
    given = problem["input"]
    return f"{said} (given: {given!r})" if isinstance(given, str | int | float | bool) else said


def _known(loc: Loc) -> list[str]:
    """List what a table of a study may hold."""
    names = [part for part in loc if isinstance(part, str)]
    return list((TABLES[names[0]] if names else Study).model_fields)


def line_of(text: str, loc: Loc) -> int:
    r"""Find the line, counted from 1, in which something of a study file stands.

    Examples
    --------
    >>> line_of("seed = 7\n[drift]\nlevel = 2", ("drift", "level"))
    3
    """
    places: dict[tuple[str, int, str], int] = {}
    seen: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        table = header[1] if header else table
        seen[table] += bool(header)
        key = "" if header else line.partition("=")[0].strip(" \t\"'")
        places.setdefault((table, max(seen[table] - 1, 0), key), number)
    names = [part for part in loc if isinstance(part, str)] or [""]
    nth = next((part for part in loc if isinstance(part, int)), 0)
    wanted = ((names[0], nth, names[-1]), (names[0], nth, ""), ("", 0, names[0]))
    return next((places[one] for one in wanted if one in places), 1)


def _beside(found: Study, folder: Path) -> Study:
    """See the paths of a study from where its file lies."""
    moved: dict[str, Any] = {"corpus": folder / found.corpus}
    moved["codes"] = [folder / one for one in found.codes]
    if found.trace:
        moved["trace"] = found.trace.model_copy(update={"target": folder / found.trace.target})
    for name in ("lexicon", "events"):
        given = getattr(found, name)
        if given and given.endswith(".toml"):
            moved[name] = str(folder / given)
    return found.model_copy(update=moved)
