"""A study of flags, or of a file; never of both."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.cli.inputs import way_of
from toolkit.cli.options import Measuring, Slicing
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from toolkit.reports.study import Study


def study_from(
    asked: Path,
    concepts: list[str],
    slicing: Slicing,
    measuring: dict[str, Any],
    more: dict[str, Any],
) -> "Study":
    """Read a study file, or make a study of a corpus, concepts and flags."""
    from toolkit.reports.study_file import study, study_of

    if asked.suffix.lower() != ".toml":
        if not concepts:
            msg = f"{asked}: no concept; write rhetoric report {asked} CONCEPT, or give a .toml."
            raise OptionError(msg)
        given = {"corpus": asked, "concepts": concepts, "slices": way_of(slicing)}
        return study_of(given | {"drift": measuring, "groups": slicing.groups} | more)
    usual: dict[str, Any] = {
        "question": None,
        "codes": [],
        "ask": {"decompose": None, "robustness": False},
    }
    flags = {name: value for name, value in more.items() if name != "seed"}
    changed = [name for name, value in flags.items() if value != usual.get(name)]
    if concepts or changed or measuring != asdict(Measuring()) or slicing != Slicing():
        msg = f"{asked}: a study says everything itself; write it there, not beside it."
        raise OptionError(msg)
    return study(asked)
