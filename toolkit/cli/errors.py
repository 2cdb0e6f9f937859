"""Whatever goes wrong, in one line that says what to do next."""

import errno
import re
import traceback

import typer

from toolkit import errors
from toolkit.cli.talk import say

# What an error is about, when its message does not begin with it.
_WHAT: dict[type[BaseException], str] = {
    errors.ReadError: "source",
    errors.ShapeError: "sizes",
    errors.OptionError: "option",
    errors.UnknownNameError: "name",
    errors.PatternError: "pattern",
    errors.CorpusError: "corpus",
    errors.ProvenanceError: "provenance",
    errors.DateError: "date",
}
_NEXT_STEP = {
    errno.ENOSPC: "no space left on the device; make room, or write elsewhere with -o",
    errno.EDQUOT: "the quota is used up; make room, or write elsewhere with -o",
    errno.EFBIG: "the file would pass the size limit; write elsewhere with -o",
    errno.EACCES: "permission denied; choose a place that you may use",
    errno.EROFS: "the file system is read-only; write elsewhere with -o",
    errno.ENOENT: "no such file or folder; check the path",
    errno.EISDIR: "is a folder, and a file is wanted",
    errno.ENOTDIR: "is a file, and a folder is wanted",
}
_UNKNOWN = re.compile(r"no (.+?) named ")
_BEGINS_WITH_WHAT = re.compile(r"[^:;,'\"]+: ")

# typer brings its own click from 0.22 on; this finds the base of its usage errors in both.
UsageProblem: type[Exception] = typer.BadParameter.__mro__[2]


def complain(problem: BaseException, *, debug: bool) -> int:
    """Say on stderr, in one line, why nothing was done; return exit code 2.

    Parameters
    ----------
    problem : exception
        What was raised.
    debug : bool
        Print the traceback before the line.
    """
    if debug:
        traceback.print_exception(problem)
    say(f"rhetoric: error: {sentence(problem)}")
    return 2


def sentence(problem: BaseException) -> str:
    """Put an error into words: `<what>: <what was given, what is allowed, what to do next>`.

    Examples
    --------
    >>> sentence(errors.OptionError("level 1.2 is not between 0 and 1"))
    'option: level 1.2 is not between 0 and 1'
    >>> sentence(errors.ReadError("speeches.csv: no column named 'txt'"))
    "speeches.csv: no column named 'txt'"
    """
    if isinstance(problem, errors.RhetoricError):
        return _named(str(problem), problem)
    if isinstance(problem, UsageProblem):
        return _usage(problem)
    # A file that cannot be mapped for want of memory is an error of the system.
    if isinstance(problem, MemoryError) or getattr(problem, "errno", 0) == errno.ENOMEM:
        return "memory: not enough for this step; read less at once, or use a larger machine."
    if isinstance(problem, OSError):
        return _system(problem)
    kind = type(problem).__name__
    first = str(problem).strip().partition("\n")[0]
    return (
        f"a bug in rhetoric: {kind}: {first or 'no message'}; run again with --debug and report it."
    )


def _named(message: str, problem: errors.RhetoricError) -> str:
    if _BEGINS_WITH_WHAT.match(message):
        return message
    unknown = _UNKNOWN.match(message)
    if unknown:
        return f"{unknown[1]}: {message}"
    what = next((word for kind, word in _WHAT.items() if isinstance(problem, kind)), "rhetoric")
    return f"{what}: {message}"


def _usage(problem: BaseException) -> str:
    message = str(getattr(problem, "format_message", problem.__str__)()).strip().rstrip(".")
    context = getattr(problem, "ctx", None)
    verb = getattr(context, "command_path", "rhetoric")
    return f"{verb.removeprefix('rhetoric ')}: {message}; see `{verb} --help`."


def _system(problem: OSError) -> str:
    where = problem.filename2 or problem.filename or "input or output"
    where = where.decode(errors="backslashreplace") if isinstance(where, bytes) else str(where)
    reason = _NEXT_STEP.get(problem.errno or 0, problem.strerror or str(problem))
    return f"{where}: {reason}."
