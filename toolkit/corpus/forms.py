"""Surface forms as they are met, and the type of each: folded once, however often it stands."""

import numpy as np
import polars as pl

from toolkit.corpus.index import Ids
from toolkit.corpus.rules import Rules


class Forms:
    """The surface forms met so far, as polars numbers them, and the type id of each."""

    _UNMET = np.iinfo(np.uint32).max

    def __init__(self, rules: Rules, language: str) -> None:
        self._rules, self._language = rules, language
        self._kind = pl.Categorical(pl.Categories.random("forms", physical=pl.UInt32))
        # Some value must stay alive, or polars would forget the numbers between batches.
        self._alive = pl.Series(dtype=self._kind)
        self._type_of = np.empty(0, np.uint32)

    def encode(self, surfaces: pl.Series, ids_of: dict[str, int]) -> Ids:
        """Fold surface forms into type ids, adding new types to `ids_of`."""
        codes = surfaces.cast(self._kind)
        self._alive = codes.head(1)
        met = codes.unique()
        numbers = met.to_physical().to_numpy()
        room = int(numbers.max()) + 1 - len(self._type_of)
        if room > 0:
            self._type_of = np.append(self._type_of, np.full(room, self._UNMET, np.uint32))
        is_new = self._type_of[numbers] == self._UNMET
        names = met.filter(pl.Series(is_new)).cast(pl.String).to_list()
        fresh = [
            ids_of.setdefault(self._rules.fold(form, self._language), len(ids_of)) for form in names
        ]
        self._type_of[numbers[is_new]] = np.array(fresh, np.uint32)
        found: Ids = self._type_of[codes.to_physical().to_numpy()]
        return found
