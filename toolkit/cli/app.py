"""The frame around the verbs: flags in, table and talk out."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from importlib import import_module
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from toolkit import __version__
from toolkit.cli.answer import DONE, INTERRUPTED, Answer
from toolkit.cli.errors import complain
from toolkit.cli.inputs import read_in_passing
from toolkit.cli.options import Common
from toolkit.cli.output import choose, emit, write
from toolkit.cli.talk import hushed, say

VERBS = (
    *("demo", "fetch", "read", "describe", "check", "kwic", "freq"),
    *("neighbours", "drift", "scan", "breaks", "trend", "senses", "axis"),
    *("convergence", "decompose"),
    *("bursts", "bands", "event", "lead"),
    *("collocates", "keyness", "shift", "turnover", "complexity", "sample", "agree"),
    *("topics", "novelty", "map", "power", "trace", "reuse", "formulas", "robustness"),
    *("figure", "init", "report", "list", "cite", "evaluate"),
)
CODES = (
    "Exit codes: 0 done; 1 done, but inputs were skipped; 2 not done; "
    "3 done, but --strict and in doubt; 130 interrupted."
)
Verb = Callable[..., Answer]


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing is raised but an interrupt."""
    debug = "--debug" in arguments
    try:
        with hushed(debug=debug):
            app = build()
            code = app(args=list(arguments), prog_name="rhetoric", standalone_mode=False)
        if code == INTERRUPTED:  # some versions of typer report an interrupt like this,
            raise KeyboardInterrupt
        return int(code or DONE)
    except typer.Abort:  # others like this
        raise KeyboardInterrupt from None
    except BrokenPipeError:
        # The reader of our output has seen enough; nothing else may be written there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # noqa: B036  (a panic of polars is no Exception)
        return complain(problem, debug=debug)


def build() -> typer.Typer:
    """Build the command line: one command for every verb."""
    app = typer.Typer(
        name="rhetoric", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    app.callback(invoke_without_command=True, epilog=CODES)(_root)
    for verb in VERBS:
        app.command(verb)(command(import_module(f"toolkit.cli.{verb}").run))
    return app


def command(verb: Verb) -> Callable[..., int]:
    """Turn a verb into a command: option groups become flags, its answer an exit code.

    A parameter whose type is a dataclass stands for one flag for each of its fields. Every
    command takes the flags of `Common`; the verb itself need not name them.
    """
    hints = get_type_hints(verb, include_extras=True)
    asked = list(signature(verb).parameters)
    groups: dict[str, type[Any]] = {n: hints[n] for n in asked if is_dataclass(hints[n])}
    groups.setdefault("common", Common)

    def whole(**given: Any) -> int:  # noqa: ANN401
        for name, kind in groups.items():
            given[name] = kind(**{one.name: given.pop(one.name) for one in fields(kind)})
        place = given.get("table") or given.get("file")
        path: Path | None = place.output if place else None
        wanted = given.get("table") or given.get("shape")
        format = choose(wanted.format, path) if wanted else ""  # refused before the work
        read_in_passing.clear()
        answer = verb(**{name: given[name] for name in asked})
        for corpus in read_in_passing:
            skipped = [*answer.skipped, *corpus.skipped.rows()]
            answer = replace(answer, notes=[*corpus.notes, *answer.notes], skipped=skipped)
        if answer.table is not None:
            emit(answer.table, format, path)
        elif answer.text:
            write(answer.text.encode(), path)
        return say_all(answer, given["common"])

    plain = [one for one in signature(verb).parameters.values() if one.name not in groups]
    flags = [one.replace(annotation=hints[one.name], kind=one.KEYWORD_ONLY) for one in plain]
    flags += [flag for kind in groups.values() for flag in _flags(kind)]
    whole.__signature__ = Signature(flags, return_annotation=int)  # type: ignore[attr-defined]
    whole.__doc__ = verb.__doc__
    return whole


def say_all(answer: Answer, common: Common) -> int:
    """Say what stands beside the table, and give the exit code."""
    if not common.quiet:
        for note in answer.notes:
            say(note)
    for source, reason in answer.skipped:
        say(f"skipped: {source}: {reason}")
    for doubt in answer.doubts:
        say(f"doubt: {doubt}")
    return answer.code(strict=common.strict)


def _flags(group: type) -> list[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(one.name, Parameter.KEYWORD_ONLY, default=one.default, annotation=hints[one.name])
        for one in fields(group)
    ]


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
) -> None:
    """How the use of political concepts changes over time."""
    if version:
        typer.echo(f"rhetoric {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
