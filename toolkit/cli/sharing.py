"""What work is shared out to, as the flags say: nothing, processes of this machine, a cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from toolkit.cli.options import Sharing
from toolkit.errors import OptionError, SharingError

if TYPE_CHECKING:
    from concurrent.futures import Executor

# Seconds that a scheduler may take to answer.
PATIENCE = 10


@contextmanager
def shared(sharing: Sharing) -> "Iterator[Executor | None]":
    """Give an executor for as long as a verb runs; none unless a flag asks for one."""
    if sharing.cluster is not None:
        if sharing.workers is not None:
            msg = f"--workers {sharing.workers} with --cluster: a cluster has its own; leave one."
            raise OptionError(msg)
        with _cluster(sharing.cluster) as executor:
            yield executor
    elif sharing.workers is not None:
        if sharing.workers < 1:
            msg = f"--workers {sharing.workers}; give a whole number from 1."
            raise OptionError(msg)
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # Not forked: polars and BLAS have threads, which a fork would cut off.
        processes = ProcessPoolExecutor(sharing.workers, get_context("spawn"))
        try:
            yield processes
        finally:
            processes.shutdown(cancel_futures=True)
    else:
        yield None


@contextmanager
def _cluster(address: str) -> "Iterator[Executor]":
    try:
        from distributed import Client
    except ImportError as error:
        msg = f"--cluster {address} needs Dask; install it: pip install 'rhetoric-toolkit[cluster]'"
        raise OptionError(msg) from error
    try:
        client = Client(address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        msg = (
            f"--cluster {address}: no Dask scheduler answers there; give the address that "
            "dask scheduler prints, such as tcp://10.0.0.5:8786."
        )
        raise SharingError(msg) from error
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]
