"""Runs of one model with several seeds, one process each where the work is long."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.errors import RhetoricError
from toolkit.topics import TOPIC_MODELS
from toolkit.topics.factors import Factors
from toolkit.topics.passages import Passages

ARRAYS = ("tokens", "offsets", "document", "first", "last", "group", "anchors")
# From so many kept tokens on a process a seed is worth its start.
MANY = 200_000


def run_all(
    name: str,
    settings: Any,  # noqa: ANN401
    passages: Passages,
    seeds: Sequence[int],
    workers: int | None,  # noqa: ANN401
) -> list[Factors]:
    """Fit one model once for every seed.

    The numbers do not depend on where a seed runs: every run has one thread.

    Parameters
    ----------
    name : str
        The model, as registered.
    settings : Fitter
        Its settings; the seed is replaced.
    passages : Passages
        What it reads.
    seeds : sequence of int
        One run each.
    workers : int, optional
        Processes at a time; without it one for each core where the work is long.

    Returns
    -------
    list of Factors
        In the order of `seeds`.
    """
    wanted = [replace(settings, seed=seed) for seed in seeds]
    many = len(passages.tokens) >= MANY
    at_once = min(len(seeds), workers or (len(os.sched_getaffinity(0)) if many else 1))
    if at_once < 2:
        return [one.fit(passages) for one in wanted]
    with tempfile.TemporaryDirectory(prefix="topics-") as folder:
        place = Path(folder)
        save_passages(place / "passages.npz", passages)
        waiting = [(name, one, place, number) for number, one in enumerate(wanted)]
        running: list[subprocess.Popen[bytes]] = []
        try:
            for job in waiting:
                if len(running) >= at_once:
                    _finish(running.pop(0))
                running.append(_start(*job))
            while running:
                _finish(running.pop(0))
        finally:
            for process in running:
                process.kill()
        return [load_factors(place / f"{number}.npz") for number in range(len(wanted))]


def save_passages(path: Path, passages: Passages) -> None:
    """Write passages as arrays."""
    arrays = {name: getattr(passages, name) for name in ARRAYS}
    np.savez(path, words=np.array(passages.words), **arrays)


def load_passages(path: Path) -> Passages:
    """Read passages written by `save_passages`."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in ARRAYS}
        return Passages(words=[str(word) for word in stored["words"]], **arrays)


def load_factors(path: Path) -> Factors:
    """Read what one run wrote."""
    with np.load(path, allow_pickle=False) as stored:
        return Factors(*(stored[name] for name in Factors._fields))


def main(arguments: Sequence[str]) -> None:
    """Fit one model as another process asked for it: name, settings, folder, number."""
    name, settings, folder, number = arguments
    place = Path(folder)
    model = TOPIC_MODELS.get(name)(**json.loads(settings))
    found = model.fit(load_passages(place / "passages.npz"))
    np.savez(place / f"{number}.npz", **found._asdict())


def _start(name: str, settings: Any, place: Path, number: int) -> subprocess.Popen[bytes]:  # noqa: ANN401
    said = json.dumps(asdict(settings))
    command = [sys.executable, "-m", "toolkit.topics.runs", name, said, str(place), str(number)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _finish(process: subprocess.Popen[bytes]) -> None:
    said = process.communicate()[1].decode(errors="replace").strip()
    if process.returncode:
        last = said.splitlines()[-1] if said else f"exit code {process.returncode}"
        msg = f"a run of the topic model failed: {last}; workers=1 runs all in this process."
        raise RhetoricError(msg)


if __name__ == "__main__":
    main(sys.argv[1:])
