"""Fit a space, or take it from the cache where the same one was fitted before."""

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from toolkit.corpus.cache import Arrays, cached
from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError
from toolkit.provenance import versions
from toolkit.spaces import SPACES
from toolkit.spaces.base import Space, main_language

ARRAYS = ("kept", "vectors", "weights", "centre", "matrix")


def fit(name: str, corpus: Corpus, *, language: str | None = None, **options: object) -> Space:
    """Fit a space to a corpus.

    Parameters
    ----------
    name : str
        "ppmi" (the default space), "sgns" or "alc"; `list spaces` shows what else there is.
    corpus : Corpus
        The corpus; on disk, the space is cached beside it.
    language : str, optional
        Language of the documents it is fitted on; without it the corpus's main language.
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
    ShapeError
        If the corpus is too small for a space.
    """
    language = language or main_language(corpus)
    try:
        settings = SPACES.get(name)(**options)
    except TypeError as error:
        allowed = ", ".join(SPACES.get(name).__dataclass_fields__)
        msg = f"space {name!r} has no setting {', '.join(options)}; it has {allowed}."
        raise OptionError(msg) from error
    made_of = json.dumps([name, language, asdict(settings), versions()])

    def make() -> Arrays:
        return _to_arrays(settings.fit(corpus, language))

    return _from_arrays(cached(corpus, f"space-{name}", made_of, make))


def _to_arrays(space: Space) -> Arrays:
    says = {"name": space.name, "language": space.language, "n_types": space.n_types}
    says["settings"] = dict(space.settings)
    arrays = {name: getattr(space, name) for name in ARRAYS if getattr(space, name) is not None}
    return arrays | {"says": np.array(json.dumps(says))}


def _from_arrays(arrays: Arrays) -> Space:
    says: dict[str, Any] = json.loads(str(arrays["says"]))
    known: dict[str, Any] = {name: arrays.get(name) for name in ARRAYS}
    return Space(**says, **known)
