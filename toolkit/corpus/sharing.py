"""Work shared out: one function for many tasks, done by whoever is there, in one order."""

import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import SharingError

Task = TypeVar("Task")
Answer = TypeVar("Answer")

# Tasks given out before the first of them is waited for: bounds memory, not the number of tasks.
AHEAD = 32
# Shards that a corpus is looked through in.
SHARDS = 16


def shared_out(
    work: Callable[[Task], Answer], tasks: Iterable[Task], executor: Executor | None = None
) -> Iterator[Answer]:
    """Do some work on each task and give the answers in the order of the tasks.

    Parameters
    ----------
    work : callable
        A function of a module, or a `functools.partial` of one: it travels to other processes.
    tasks : iterable
        Taken a few at a time.
    executor : Executor, optional
        What does the work: processes, threads, or a Dask cluster
        (``Client.get_executor()``). Without one it is done here, one task after the other.

    Yields
    ------
    answer
        One for each task, the same whoever did it.

    Raises
    ------
    SharingError
        If the executor broke, and does not try again by itself, or was shut down.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as executor:
    ...     list(shared_out(abs, [-3, 1, -2], executor))
    [3, 1, 2]
    """
    if executor is None:
        yield from map(work, tasks)
        return
    given: deque[Future[Answer]] = deque()
    try:
        for task in tasks:
            given.append(_submitted(executor, work, task))
            if len(given) >= AHEAD:
                yield given.popleft().result()
        while given:
            yield given.popleft().result()
    except (BrokenExecutor, CancelledError) as error:
        msg = (
            "a process that work was shared out to has ended before its task was done, killed or "
            "short of memory; ask again with fewer workers, or without them."
        )
        raise SharingError(msg) from error
    finally:
        # Those that run already are waited for: they may write where the caller clears away.
        wait([one for one in given if not one.cancel()])


def _submitted(executor: Executor, work: Callable[[Task], Answer], task: Task) -> "Future[Answer]":
    with warnings.catch_warnings():
        # Dask would rather have tasks read what is large; ours carry a few megabytes, once.
        warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
        return executor.submit(work, task)


def shards(offsets: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Cut documents into at most `SHARDS` runs of about as many tokens.

    Parameters
    ----------
    offsets : array, shape (n_documents + 1,)
        Where each document begins in the token stream.

    Returns
    -------
    list of (int, int)
        First token of each run, and the one after its last; none lies in two runs, none is empty.

    Examples
    --------
    >>> shards(np.array([0, 5, 5, 9]))
    [(0, 5), (5, 9)]
    """
    goals = np.linspace(0, offsets[-1], SHARDS + 1)
    edges = np.unique(offsets[np.searchsorted(offsets, goals)]).tolist()
    return list(zip(edges[:-1], edges[1:], strict=True))
