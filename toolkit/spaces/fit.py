"""Fit a space, or take it from the cache where the same one was fitted before."""

import hashlib
import json
from concurrent.futures import Executor
from dataclasses import asdict, fields, replace
from functools import partial
from typing import Any

import numpy as np

from toolkit.corpus.cache import Arrays, understood
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.order import needs_order
from toolkit.corpus.sliced import Slices
from toolkit.corpus.slices import slices as make_slices
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import versions
from toolkit.spaces import SPACES
from toolkit.spaces.base import Space, main_language


def fit(
    name: str,
    corpus: Corpus,
    *,
    language: str | None = None,
    slices: Slices | None = None,
    executor: Executor | None = None,
    **options: object,
) -> Space:
    """Fit a space to a corpus.

    Parameters
    ----------
    name : str
        "ppmi" (the default space), "sgns", "alc" …; `list spaces` shows what else there is. For
        a space that is read from a file or folder the path may stand behind a colon:
        "pretrained:vectors.txt".
    corpus : Corpus
        The corpus; on disk, the space is cached beside it.
    language : str, optional
        Language of the documents it is fitted on; without it the corpus's main language.
    slices : Slices, optional
        For spaces that are trained by slice ("aligned", "compass", "referencing"); without them
        decades. Other spaces do not look at them.
    executor : Executor, optional
        What neighbours are counted by in "ppmi"; the bytes are the same. Other spaces are trained
        in this process.
    **options
        Settings of the space, among them ``seed``.

    Returns
    -------
    Space

    Raises
    ------
    UnknownNameError
        If there is no such space.
    OptionError
        If the space has no such setting.
    ProvenanceError
        If the slices were made from another corpus.
    ShapeError
        If the corpus is too small for a space.
    """
    language = language or main_language(corpus)
    name, colon, path = name.partition(":")
    if colon:
        options["path"] = path
    kind = SPACES.get(name)
    try:
        settings = kind(**options)
    except TypeError as error:
        allowed = ", ".join(kind.__dataclass_fields__)
        msg = f"space {name!r} has no setting {', '.join(options)}; it has {allowed}."
        raise OptionError(msg) from error
    makes: type[Space] = getattr(kind, "makes", Space)
    parts = [field.name for field in fields(makes)]
    made_of = [name, language, asdict(settings), parts, versions()]
    if is_by_slice(name):
        slices = _checked(corpus, slices)
        made_of.append(_digest(slices))
    if hasattr(settings, "source"):
        made_of.append(settings.source())

    def make() -> Arrays:
        needs_order(corpus, f"space {name!r}")
        given = (slices,) if is_by_slice(name) else ()
        shared = {"executor": executor} if getattr(kind, "shares_out", False) else {}
        return _to_arrays(settings.fit(corpus, language, *given, **shared))

    key = json.dumps(made_of)
    space = understood(corpus, f"space-{name}", key, make, partial(_from_arrays, makes))
    return replace(space, corpus=corpus.hash)


def space_of(
    space: Space | str,
    corpus: Corpus,
    *,
    seed: int,
    slices: Slices | None = None,
    executor: Executor | None = None,
) -> Space:
    """Return a fitted space as it is, and fit one that is named; options as in `fit`.

    Raises
    ------
    ProvenanceError
        If it was fitted on another corpus: types are numbered anew in each.
    """
    if isinstance(space, Space):
        if space.corpus not in ("", corpus.hash):
            msg = f"the space {space.name!r} was fitted on another corpus; fit it on this one."
            raise ProvenanceError(msg)
        return space
    name = space.partition(":")[0]
    seeded = "seed" in {field.name for field in fields(SPACES.get(name))}
    options: dict[str, Any] = {"seed": seed} if seeded else {}
    return fit(space, corpus, slices=slices, executor=executor, **options)


def is_by_slice(name: str) -> bool:
    """Tell whether a space is trained slice by slice."""
    return bool(getattr(SPACES.get(name), "by_slice", False))


def _checked(corpus: Corpus, slices: Slices | None) -> Slices:
    if slices is None:
        return make_slices(corpus)
    if slices.corpus.hash != corpus.hash:
        msg = "the slices were made from another corpus; make them with slices(corpus, …)."
        raise ProvenanceError(msg)
    return slices


def _digest(slices: Slices) -> str:
    """Hash of which documents stand in which slice."""
    content = b"|".join(part.documents.tobytes() for part in slices)
    return hashlib.sha256(content).hexdigest()


def _to_arrays(space: Space) -> Arrays:
    parts = {field.name: getattr(space, field.name) for field in fields(space)}
    arrays = {name: part for name, part in parts.items() if isinstance(part, np.ndarray)}
    says = {name: part for name, part in parts.items() if name not in arrays and part is not None}
    says["settings"] = dict(space.settings)
    return arrays | {"says": np.array(json.dumps(says))}


def _from_arrays(kind: type[Space], arrays: Arrays) -> Space:
    says: dict[str, Any] = json.loads(str(arrays["says"]))
    says["doubts"] = tuple(says["doubts"])
    known: dict[str, Any] = {name: part for name, part in arrays.items() if name != "says"}
    return kind(**({"matrix": None} | says | known))
