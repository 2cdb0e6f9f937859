"""What lies beside a saved figure: what it shows in words, and how it was made, as TOML."""

from collections.abc import Mapping, Sequence
from typing import Any

import tomli_w

from toolkit.errors import OptionError
from toolkit.figures.captions import caption
from toolkit.provenance import Provenance, versions

LONGEST = 600  # letters of a description that is read aloud


def alt(result: object) -> str:
    """Say what a picture of a result shows, for readers who do not see it.

    The kind of figure, then what was found; whole sentences, at most 600 letters.

    Parameters
    ----------
    result : object
        Any result that has a figure.

    Returns
    -------
    str
        Plain text.

    Raises
    ------
    OptionError
        If the result has no figure.
    """
    answer = getattr(result, "answer", None)
    first, _, rest = caption(result).partition(". ")
    said = " ".join(answer()) if answer else rest
    # Some captions open with the answer; nothing is said twice.
    return _whole(said if said.startswith(first) else f"{first}. {said}")


def words_of(results: Sequence[object]) -> tuple[str, str]:
    """Give the caption and the alt text of a figure of several results; strangers say nothing."""
    captions, alts = [], []
    for one in results:
        try:
            captions.append(caption(one))
            alts.append(alt(one))
        except OptionError:
            continue
    return "\n\n".join(captions), _whole(" ".join(alts), LONGEST * max(1, len(alts)))


def recipe_bytes(
    name: str, results: Sequence[Any], recipe: Mapping[str, Any] | str | None = None
) -> bytes:
    """Write how a figure was made.

    Parameters
    ----------
    name : str
        The file of the figure.
    results : sequence
        What it shows.
    recipe : mapping or str, optional
        What ``rhetoric figure`` needs to draw it, None values left out; or why there is none.

    Returns
    -------
    bytes
        TOML: `caption` and `alt`, a table ``[recipe]`` or the sentence `no_recipe`, a table
        ``[[made]]`` for each result with its corpus, seed and settings, and ``[versions]``.
    """
    said, heard = words_of(results)
    head = f"# How {name} was made.\n"
    page: dict[str, Any] = {"caption": said, "alt": heard}
    if isinstance(recipe, str):
        page["no_recipe"] = recipe
    elif recipe is not None:
        again = name.rpartition(".")[0] + ".toml"
        head += f"# To draw it again: rhetoric figure {again} CORPUS -o {name}\n"
        page["recipe"] = _plain(recipe)
    made = [one.provenance for one in results if isinstance(_provenance(one), Provenance)]
    page["made"] = [
        _plain({"corpus": one.corpus, "seed": one.seed, "settings": one.settings}) for one in made
    ]
    page["versions"] = dict(made[0].versions if made else versions())
    return (head + tomli_w.dumps(page)).encode("utf-8", "replace")


def _provenance(result: object) -> object:
    return getattr(result, "provenance", None)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what TOML can hold: no None, tables in tables, all else as numbers, lists or text."""
    return {str(name): _value(value) for name, value in values.items() if value is not None}


def _value(value: Any) -> Any:  # noqa: ANN401  # a setting
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple):
        return [_value(one) for one in value if one is not None]
    return value if isinstance(value, bool | int | float | str) else str(value)


def _whole(text: str, most: int = LONGEST) -> str:
    """Cut a text behind its last whole sentence that fits."""
    if len(text) <= most:
        return text
    end = text.rfind(". ", 0, most)
    return text[: end + 1] if end > 0 else text[: most - 1].rstrip() + "…"
