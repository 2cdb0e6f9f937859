"""Vectors of single occurrences from a pretrained encoder, kept once they are made."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.cache import Arrays, keep_part, kept_parts
from toolkit.corpus.corpus import Corpus
from toolkit.errors import OptionError, ShapeError
from toolkit.spaces.base import SIF, Asked, Floats, Space, in_language, mean_usage
from toolkit.spaces.encoder import Passage, digest, encoder

Longs = NDArray[np.int64]
# Occurrences encoded and written at a time: an interrupt loses no more.
AT_A_TIME = 2_048
# Longer matches share the place of this one.
LONGEST = 1_024
SPELLING = (
    "vectors are of the word itself in its passage, so another spelling or form looks like another "
    "use; compare pooling='context'"
)


@dataclass(frozen=True, eq=False, kw_only=True, repr=False)
class ContextualSpace(Space):
    """An encoder, with mean vectors of types from a sample of passages.

    Attributes
    ----------
    model : str
        Folder or name of the encoder.
    layer : int
        Hidden layer.
    pooling : str
        "target" or "context".
    """

    model: str
    layer: int
    pooling: str

    def given(self, corpus: Corpus, asked: Asked) -> NDArray[np.float64]:
        """Return the vector of each occurrence in its passage, (n, dim), from the cache if known.

        Occurrences beyond the length that the encoder reads have a row of nan.
        """
        made_of = json.dumps(
            [digest(self.model), self.layer, self.pooling, asked.window], default=str
        )
        name = f"occurrences-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}"
        if name not in corpus.memory:
            parts = kept_parts(corpus, "occurrences", made_of)
            corpus.memory[name] = _joined(parts, self.vectors.shape[1])
        place = asked.position * LONGEST + np.minimum(asked.length, LONGEST - 1)
        unknown = np.setdiff1d(place, corpus.memory[name]["place"])
        for start in range(0, len(unknown), AT_A_TIME):
            part = self._encoded(corpus, unknown[start : start + AT_A_TIME], asked.window)
            keep_part(corpus, "occurrences", made_of, part)
            corpus.memory[name] = _joined([corpus.memory[name], part], self.vectors.shape[1])
        known = corpus.memory[name]
        at = np.searchsorted(known["place"], place)
        return np.asarray(known["vectors"][at].astype(np.float64) - self.centre)

    def _encoded(self, corpus: Corpus, place: Longs, window: int) -> Arrays:
        position, length = place // LONGEST, place % LONGEST
        passages = passages_around(corpus, position, length, window)
        reader = encoder(self.model)
        found = reader.vectors(passages, self.layer, around=self.pooling == "context")
        return {"place": place, "vectors": np.concatenate(found)}


@dataclass(frozen=True, slots=True)
class Contextual:
    """Vectors of occurrences from any Hugging Face encoder; needs the extra `neural`.

    A use has the mean vector of its word pieces in the window around it, or of all other pieces.

    Parameters
    ----------
    path : str
        Folder of the encoder, or its name on the Hugging Face hub.
    layer : int
        Hidden layer; -1 is the last, 0 what goes into the first.
    pooling : {"target", "context"}
        Pieces that are averaged: of the use itself, or all around it.
    sample : int
        Passages that mean vectors of types, and the centre, are taken from.
    min_count : int
        Occurrences in the sample that a type needs.
    seed : int
        Of the sample.

    Notes
    -----
    Vectors of occurrences are kept beside the corpus, so that a second question costs nothing.
    An encoder was trained on text of its own time: what it does not know of older use it reads
    in its own way. Cost: some 300 uses a second and core with six small layers.
    Source: Devlin et al. 2019, doi:10.18653/v1/N19-1423;
    Giulianelli, Del Tredici & Fernández 2020, doi:10.18653/v1/2020.acl-main.365;
    Laicher et al. 2021, doi:10.18653/v1/2021.eacl-srw.25 (spelling in the vector).
    """

    path: str = ""
    layer: int = -1
    pooling: str = "target"
    sample: int = 1_000
    min_count: int = 3
    seed: int = 7

    makes: ClassVar[type[Space]] = ContextualSpace

    def source(self) -> list[object]:
        """Files of the encoder, so that a changed one is read again."""
        return digest(self.path)

    def fit(self, corpus: Corpus, language: str) -> ContextualSpace:
        """Encode a sample of passages of one language.

        Raises
        ------
        OptionError
            If the encoder, layer or pooling does not exist, or torch is not installed.
        ShapeError
            If fewer than two types are frequent enough in the sample.
        """
        if not self.path or self.pooling not in ("target", "context"):
            msg = (
                f"encoder {self.path!r} with pooling {self.pooling!r}; give path=FOLDER or a name "
                "on the hub, or the space as contextual:FOLDER, and pooling target or context."
            )
            raise OptionError(msg)
        reader = encoder(self.path)
        if not -reader.n_layers - 1 <= self.layer <= reader.n_layers:
            msg = f"layer {self.layer}; the encoder has 0 to {reader.n_layers}, -1 is the last."
            raise OptionError(msg)
        kept, vectors, around = self._sampled(corpus, language)
        counts = corpus.index.counts[kept]
        weights = (SIF / (SIF + counts / counts.sum())).astype(np.float32)
        centre = mean_usage(corpus, language, kept, weights, vectors)
        target = self.pooling == "target"
        return ContextualSpace(
            name="contextual",
            language=language,
            kept=kept,
            vectors=vectors,
            weights=weights,
            centre=centre if target else around,
            matrix=None,
            n_types=len(corpus.index.types),
            settings={**asdict(self), "path": Path(self.path).name, "dim": reader.dim},
            doubts=(SPELLING,) if target else (),
            model=self.path,
            layer=self.layer,
            pooling=self.pooling,
        )

    def _sampled(self, corpus: Corpus, language: str) -> tuple[Longs, Floats, NDArray[np.float64]]:
        """Types of the sample and their mean vectors; the mean vector of what is around a word."""
        spoken = in_language(corpus, language)
        tokens = np.flatnonzero(np.repeat(spoken, np.diff(corpus.index.offsets)))
        rng = np.random.default_rng(self.seed)
        chosen = np.sort(rng.choice(tokens, min(self.sample, len(tokens)), replace=False))
        passages = passages_around(corpus, chosen, np.ones_like(chosen), 16, every=True)
        reader = encoder(self.path)
        found = np.concatenate(reader.vectors(passages, self.layer, around=False))
        types = np.concatenate([types_around(corpus, int(place), 16) for place in chosen])
        told = np.isfinite(found[:, 0])
        kept, row, n = np.unique(types[told], return_inverse=True, return_counts=True)
        sums = np.zeros((len(kept), reader.dim))
        np.add.at(sums, row, found[told])
        often = n >= self.min_count
        if often.sum() < 2:
            msg = f"{int(often.sum())} types in a sample of {len(chosen)} passages; give more text."
            raise ShapeError(msg)
        means = (sums[often] / n[often, None]).astype(np.float32)
        middle = np.zeros(reader.dim)
        if self.pooling == "context":
            single = passages_around(corpus, chosen, np.ones_like(chosen), 16)
            middle = np.nanmean(
                np.concatenate(reader.vectors(single, self.layer, around=True)), axis=0
            ).astype(np.float64)
        return kept[often].astype(np.int64), means, middle


def passages_around(
    corpus: Corpus, position: Longs, length: Longs, window: int, *, every: bool = False
) -> list[Passage]:
    """Cut passages out of the texts, with the place of the occurrence, or of every token, in each.

    `position` must ascend.
    """
    index = corpus.index
    documents = index.documents_of(position)
    found = []
    last, spans, text = -1, np.empty((0, 2), np.int64), ""
    for where, n, row in zip(position, length, documents, strict=True):
        if row != last:
            text = corpus.text_at(int(row))
            last, spans = int(row), corpus.spans(int(row))
        first = int(where - index.offsets[row])
        begin, end = max(0, first - window), min(len(spans), first + int(n) + window)
        start = int(spans[begin, 0])
        own = spans[begin:end] if every else _whole(spans[first : first + int(n)])
        found.append(Passage(text[start : int(spans[end - 1, 1])], own - start))
    return found


def types_around(corpus: Corpus, place: int, window: int) -> Longs:
    """Types of the passage around one token, as `passages_around` cuts it."""
    index = corpus.index
    (row,) = index.documents_of(np.array([place]))
    begin = max(int(index.offsets[row]), place - window)
    end = min(int(index.offsets[row + 1]), place + 1 + window)
    return np.asarray(index.ids[begin:end], np.int64)


def _whole(spans: Longs) -> Longs:
    return np.array([[spans[0, 0], spans[-1, 1]]])


def _joined(parts: list[Arrays], dim: int) -> Arrays:
    """Put parts together, places ascending."""
    place = np.concatenate([np.empty(0, np.int64), *(part["place"] for part in parts)])
    none = np.empty((0, dim), np.float32)
    vectors = np.concatenate([none, *(part["vectors"] for part in parts)])
    _, first = np.unique(place, return_index=True)
    return {"place": place[first], "vectors": vectors[first]}
