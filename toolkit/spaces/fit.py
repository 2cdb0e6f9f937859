"""Fit a space, or take it from the cache where the same one was fitted before."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.corpus import files
from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError
from toolkit.provenance import versions
from toolkit.spaces import SPACES
from toolkit.spaces.base import Space, main_language

ARRAYS = ("kept", "vectors", "weights", "centre", "matrix")


def fit(name: str, corpus: Corpus, *, language: str | None = None, **options: Any) -> Space:
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
    made_of = json.dumps([corpus.hash, name, language, asdict(settings), versions()])
    key = f"space-{name}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
    if key not in corpus.memory:
        path = corpus.path / "cache" / f"{key}.npz" if corpus.path else None
        space = _load(path) if path else None
        if space is None:
            space = settings.fit(corpus, language)
            if path:
                _save(path, space)
        corpus.memory[key] = space
    found: Space = corpus.memory[key]
    return found


def _save(path: Path, space: Space) -> None:
    """Write a space as plain arrays; where the folder cannot be written it is fitted again."""
    arrays = {name: getattr(space, name) for name in ARRAYS if getattr(space, name) is not None}
    says = {"name": space.name, "language": space.language, "n_types": space.n_types}
    says["settings"] = dict(space.settings)
    try:
        path.parent.mkdir(exist_ok=True)
        with files.replacing(path) as beside, beside.open("wb") as stream:
            np.savez(stream, says=np.array(json.dumps(says)), **arrays)
        files.write_text(path.with_suffix(".sha256"), files.digest(path))
    except PermissionError:
        return


def _load(path: Path) -> Space | None:
    """Read a cached space; None where there is none or its bytes are not those written."""
    proof = path.with_suffix(".sha256")
    if not (path.is_file() and proof.is_file()) or proof.read_text() != files.digest(path):
        return None
    with np.load(path) as stored:
        says = json.loads(str(stored["says"]))
        arrays = {name: stored[name] if name in stored else None for name in ARRAYS}
    return Space(**says, **arrays)
