"""Spaces by group of documents on one frozen set of context vectors: nothing is to be aligned."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.corpus.sliced import Slices
from toolkit.spaces.aligned import FEWEST_SHARED, too_small
from toolkit.spaces.base import Floats, Space
from toolkit.spaces.fit import fit
from toolkit.spaces.groups import groups_of, members
from toolkit.spaces.sgns import Pieces, Sgns
from toolkit.spaces.typed import TypedSpace, directions, typed

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Compass:
    """Type vectors trained by group of documents against context vectors of the whole corpus.

    The context vectors are those of word2vec on the whole corpus. They stay as they are, bit for
    bit, while each group trains the vectors of its types, from zero.

    Parameters
    ----------
    dim, train_window, negative, epochs, seed
        As in `Sgns`, for the whole corpus.
    min_count : int
        Uses that a type needs in a group.
    group_epochs : int
        Passes over each group.
    groups : int
        Groups a slice, 5 or more.

    Notes
    -----
    gensim can hold its input vectors still, not its output vectors; so here the input side is
    that of the contexts, and the output side learns. Noise words are drawn as targets then.
    Gives vectors of types, not of usages: phrases have none, and neither has a type that is rarer
    than `min_count` in a group. Cost: ``epochs + group_epochs`` passes of word2vec over the corpus.
    Source: Di Carlo, Bianchi & Palmonari 2019, doi:10.1609/aaai.v33i01.33016326.
    """

    dim: int = 100
    train_window: int = 5
    min_count: int = 5
    epochs: int = 5
    group_epochs: int = 10
    negative: int = 5
    groups: int = 5
    seed: int = 7

    by_slice: ClassVar[bool] = True
    makes: ClassVar[type[Space]] = TypedSpace

    def fit(self, corpus: Corpus, language: str, slices: Slices) -> TypedSpace:
        """Fit on the documents of one language, group by group.

        Raises
        ------
        OptionError
            If slices share documents, or `groups` is below 5.
        ShapeError
            If a group has too few types.
        """
        groups = groups_of(corpus, language, slices, self.groups, self.seed)
        shared: dict[str, Any] = {
            "dim": self.dim,
            "train_window": self.train_window,
            "negative": self.negative,
        }
        passes: dict[str, Any] = {"epochs": self.epochs, "seed": self.seed}
        below = fit("sgns", corpus, language=language, **shared, **passes)
        counts = {str(name): int(corpus.index.counts[name]) for name in below.kept}
        parts = []
        for number, rows in enumerate(members(groups)):
            targets, _ = against(
                below.vectors,
                counts,
                Pieces(corpus, rows),
                Sgns(**shared, epochs=self.group_epochs, seed=self.seed + 1 + number),
            )
            used = _uses(corpus, rows)[below.kept] >= self.min_count
            if used.sum() < FEWEST_SHARED:
                raise too_small(int(used.sum()), self.min_count)
            parts.append((below.kept[used], directions(targets[used])))
        return typed("compass", below, groups, parts, asdict(self))


def against(
    contexts: Floats, counts: dict[str, int], pieces: Pieces, trainer: Sgns
) -> tuple[Floats, Floats]:
    """Train target vectors on some text while context vectors are held still.

    Parameters
    ----------
    contexts : array, shape (n, dim)
        Context vectors, one for each entry of `counts`, in its order.
    counts : dict of str to int
        Types, and their uses in the whole corpus.
    pieces : Pieces
        The text.
    trainer : Sgns
        Settings, epochs and seed.

    Returns
    -------
    targets, contexts : array, shape (n, dim)
        What was learned; the context vectors as training left them.
    """
    model = trainer.model(min_count=1, epochs=trainer.epochs, seed=trainer.seed)
    model.build_vocab_from_freq(counts)
    ids = [model.wv.key_to_index[name] for name in counts]
    model.wv.vectors[ids] = contexts
    model.wv.vectors_lockf = np.zeros(1, np.float32)
    model.train(pieces, total_words=sum(map(len, pieces)), epochs=trainer.epochs)
    return model.syn1neg[ids], model.wv.vectors[ids]


def _uses(corpus: Corpus, rows: Longs) -> Longs:
    chosen = np.full(len(corpus), -1)
    chosen[rows] = 0
    return corpus.index.counts_by(chosen, 1)[:, 0]
