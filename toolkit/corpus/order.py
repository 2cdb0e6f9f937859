"""Documents of which only the counts of words are known, not the order in which they stood."""

from typing import Protocol

import polars as pl

from toolkit.errors import OptionError

# The document variable by which a reader says so.
COUNTS_ONLY = "counts_only"


class Documented(Protocol):
    """What has documents."""

    documents: pl.DataFrame


def needs_order(corpus: Documented, what: str) -> None:
    """Refuse what reads passages, where some documents hold none.

    Raises
    ------
    OptionError
        If any document is known by its counts only.
    """
    table = corpus.documents
    counted = table[COUNTS_ONLY].fill_null("").ne("").sum() if COUNTS_ONLY in table.columns else 0
    if counted:
        msg = (
            f"{what}: {counted} of {len(table)} documents hold only counts of words, not their "
            "order, so they have no passages; count single words, fit topics, or leave them out."
        )
        raise OptionError(msg)
