"""The way in and the only way out: whatever happens becomes one exit code."""

import os
import signal
import sys
from collections.abc import Sequence

MATRIX_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Default: those of the process.

    Returns
    -------
    int
        0 done · 1 done, inputs skipped · 2 not done · 3 done, but strict and in doubt ·
        130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        # Before numpy loads. More threads add up in another order: other bytes.
        os.environ |= dict.fromkeys(MATRIX_THREADS, "1")
    if arguments is None and "--debug" not in given:
        # As a process of its own: what fails while things are cleared away is no message.
        sys.unraisablehook = lambda _: None
    try:
        # Inside, so that an interrupt while the modules load ends like any other.
        from toolkit.cli.app import run

        code = run(given)
        if arguments is None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is done: too late to stop it
        return code
    except KeyboardInterrupt:
        # None of the modules above can be trusted to have loaded: no import here.
        sys.stderr.write("rhetoric: interrupted; nothing was left half written.\n")
        if arguments is None:
            # Python ends by the signal, not by our code, if the interrupt passed through exec
            # (as in the making of a dataclass); everything is closed, so leave at once.
            sys.stderr.flush()
            os._exit(130)
        return 130
