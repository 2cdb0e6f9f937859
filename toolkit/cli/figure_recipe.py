"""The recipe of a figure: the flags that draw it, written beside it and read again."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from toolkit.cli.options import Common, Measuring, Slicing, Timing
from toolkit.errors import OptionError

PLAIN = ("concept", "lexicon", "events", "slice", "axis", "axes", "by")


def recipe_of(
    name: str,
    slicing: Slicing,
    measuring: Measuring,
    common: Common,
    more: Mapping[str, Any],
) -> dict[str, Any]:
    """Write down every flag that has a say in the figure; what was not given is left out."""
    flags = {**more, **asdict(slicing), **asdict(measuring), "seed": common.seed}
    known = {flag: value for flag, value in flags.items() if value not in (None, [], ())}
    return {"figure": name, **known}


def read_recipe(path: Path) -> tuple[dict[str, Any], list[str]]:
    """Read the recipe of a figure, and the hashes of the corpora it was drawn from.

    Raises
    ------
    OptionError
        If the file is missing or holds no recipe.
    """
    try:
        page = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        page = {}
    recipe = dict(page.get("recipe", {}))
    if not recipe.keys() & {"figure", "drawn"}:
        why = page.get("no_recipe", "no recipe of a figure can be read there")
        msg = f"{path}: {why}; give the .toml that lies beside a figure, or the name of a figure."
        raise OptionError(msg)
    return recipe, [str(one.get("corpus", "")) for one in page.get("made", [])]


def flags_of(recipe: Mapping[str, Any], common: Common) -> dict[str, Any]:
    """Turn a recipe into the arguments of the verb.

    Raises
    ------
    OptionError
        If it holds a flag that no figure has.
    """
    slicing = {name: recipe[name] for name in asdict(Slicing()) if name in recipe}
    measuring = {name: recipe[name] for name in asdict(Measuring()) if name in recipe}
    plain = {name: recipe[name] for name in PLAIN if name in recipe}
    timing = {name: recipe[name] for name in asdict(Timing()) if name in recipe}
    strange = sorted(set(recipe) - {*slicing, *measuring, *timing, *plain, "figure", "seed"})
    if strange:
        msg = f"a recipe with {', '.join(strange)}; no figure has that flag: take it out."
        raise OptionError(msg)
    return {
        "slicing": Slicing(**slicing),
        "measuring": Measuring(**measuring),
        "timing": Timing(**timing),
        "common": replace(common, seed=recipe.get("seed", common.seed)),
        **plain,
    }
