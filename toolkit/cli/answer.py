"""What a verb hands back: a table, and all that must be said beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

DONE, SKIPPED, NOT_DONE, IN_DOUBT, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one verb.

    Attributes
    ----------
    table : polars.DataFrame or None
        What goes to stdout or into the file of `-o`.
    text : str
        The same, where the data are no table.
    notes : sequence of str
        Said on stderr unless `--quiet`.
    doubts : sequence of str
        Always said on stderr; with `--strict` the exit code is 3.
    skipped : sequence of (source, reason)
        Inputs that did not come in; always said on stderr; the exit code is 1.
    in_doubt : bool
        The table itself consists of doubts, as that of `check`: nothing is said twice.
    """

    table: "pl.DataFrame | None" = None
    text: str = ""
    notes: Sequence[str] = ()
    doubts: Sequence[str] = ()
    skipped: Sequence[tuple[str, str]] = ()
    in_doubt: bool = False

    def code(self, *, strict: bool) -> int:
        """Exit code of this outcome.

        Examples
        --------
        >>> doubtful, partial = Answer(doubts=["too few"]), Answer(skipped=[("b.txt", "empty")])
        >>> doubtful.code(strict=False), partial.code(strict=False)
        (0, 1)
        >>> doubtful.code(strict=True), partial.code(strict=True)
        (3, 3)
        """
        if strict and (self.in_doubt or self.doubts or self.skipped):
            return IN_DOUBT
        return SKIPPED if self.skipped else DONE


def beside(results: "Mapping[str, Any]") -> "pl.DataFrame":
    """Put the tables of groups below each other, the group in front; of one alone its table."""
    import polars as pl

    tables = [
        one.table.select(pl.lit(name).alias("group"), pl.all()) if name else one.table
        for name, one in results.items()
    ]
    table: pl.DataFrame = pl.concat(tables)
    return table


def named(group: str, line: str) -> str:
    """Put the name of its group before a sentence.

    Examples
    --------
    >>> named("", "It moved."), named("letters", "It moved.")
    ('It moved.', 'letters: It moved.')
    """
    return f"{group}: {line}" if group else line
