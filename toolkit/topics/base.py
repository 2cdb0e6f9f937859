"""A topic model: topics, their words, their share of every document, and how firm they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.corpus.corpus import Corpus
from toolkit.errors import ShapeError, unknown_name
from toolkit.provenance import Provenance
from toolkit.topics.factors import Floats
from toolkit.topics.matching import STABLE
from toolkit.topics.passages import Passages
from toolkit.topics.quality import characteristic, coherence, exclusivity

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics of a corpus: the run in the middle of several seeds.

    Attributes
    ----------
    name : str
        Its name in the table of topic models.
    corpus : Corpus
        What it was fitted on.
    passages : Passages
        The pieces it read.
    topic_word : array, shape (k, n_words)
        Share of every word in every topic; rows add up to 1.
    passage_topic : array, shape (n_passages, k)
        Share of every topic in every passage; rows add up to 1.
    labels : tuple of str
        What the topics are called: their most characteristic words, until they are renamed.
    stability : array, shape (k,)
        Mean Jaccard coefficient of the first 20 words with those of the matched topic of every
        other seed, in [0, 1]; not a number with a single seed, or for a merged topic.
    agreement : array, shape (n_seeds, n_seeds)
        Mean of the same over all topics, for each pair of seeds.
    moving : array, shape (n_slices, k, n_words)
        Words of the topics in each slice, where the model lets them move; else of length 0.
    prior : array, shape (k,)
        Dirichlet prior of the topics of a passage as fitted; of length 0 where there is none.
    slices : tuple of str
        Labels of those slices.
    doubts : tuple of str
        What a careful reader would object.
    changes : tuple of str
        What was renamed, merged and dropped, in order.
    provenance : Provenance
        What it was made from.
    """

    name: str
    corpus: Corpus
    passages: Passages
    topic_word: Floats
    passage_topic: Floats
    labels: tuple[str, ...]
    stability: Floats
    agreement: Floats
    moving: Floats
    prior: Floats
    slices: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance("", {}))

    def __post_init__(self) -> None:
        k, n = self.topic_word.shape
        shapes = (len(self.passages.words), len(self.labels), len(self.stability))
        if shapes != (n, k, k) or self.passage_topic.shape != (len(self.passages), k):
            msg = (
                f"{k} topics of {n} words with {shapes[1]} labels, {shapes[2]} stabilities and "
                f"shares {self.passage_topic.shape}; all must agree."
            )
            raise ShapeError(msg)

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def document_words(self) -> Floats:
        """Kept tokens of every document, 0 where the model read none, shape (n_documents,)."""
        passages = self.passages
        words = np.bincount(passages.document, passages.lengths, minlength=len(self.corpus))
        return words.astype(np.float64)

    @cached_property
    def document_topic(self) -> Floats:
        """Share of every topic in every document, shape (n_documents, k).

        Passages are added up, each by its kept tokens. Not a number in documents of which the
        model read no word.
        """
        total = np.zeros((len(self.corpus), len(self)))
        weighted = self.passage_topic * self.passages.lengths[:, None]
        np.add.at(total, self.passages.document, weighted)
        words = self.document_words[:, None]
        return np.where(words > 0, total / np.where(words > 0, words, 1), np.nan)

    def topic(self, which: int | str) -> int:
        """Return the number of a topic given by number, from 0, or by label.

        Raises
        ------
        UnknownNameError
            If there is no such topic.
        """
        if isinstance(which, str):
            if which not in self.labels:
                kind = "topic"
                raise unknown_name(kind, which, self.labels)
            return self.labels.index(which)
        if not 0 <= which < len(self):
            kind, known = "topic", [str(number) for number in range(len(self))]
            raise unknown_name(kind, str(which), known)
        return which

    def words(self, which: int | str, n: int = 10, at: str | None = None) -> list[str]:
        """List the most frequent words of a topic, as a whole or in one slice of a moving model.

        Raises
        ------
        UnknownNameError
            If there is no such topic, or the topics do not move over such a slice.
        """
        topic = self.topic(which)
        row = self.topic_word[topic]
        if at is not None:
            if at not in self.slices:
                kind = "slice of moving topics"
                raise unknown_name(kind, at, self.slices)
            row = self.moving[self.slices.index(at), topic]
        if np.isnan(row).any():
            return []
        return [self.passages.words[i] for i in np.argsort(-row, kind="stable")[:n]]

    @cached_property
    def table(self) -> pl.DataFrame:
        """One row a topic: topic, label, share, stability, coherence, npmi, exclusivity, words.

        `share` is that of all kept tokens. Coherence is computed when first asked for.
        """
        words = self.passages.lengths
        share = (words @ self.passage_topic) / max(1, words.sum())
        return pl.DataFrame(
            {
                "topic": range(len(self)),
                "label": self.labels,
                "share": share,
                "stability": self.stability,
                "coherence": coherence(self.topic_word, self.passages),
                "npmi": coherence(self.topic_word, self.passages, "c_npmi"),
                "exclusivity": exclusivity(self.topic_word),
                "words": [", ".join(self.words(topic)) for topic in range(len(self))],
            }
        ).with_columns(pl.col("stability", "coherence", "npmi").fill_nan(None))

    def words_table(self, n: int = 20) -> pl.DataFrame:
        """Give the first n words of every topic: topic, label, rank, word, share."""
        order = np.argsort(-self.topic_word, axis=1, kind="stable")[:, :n]
        rows = [
            (topic, self.labels[topic], rank, self.passages.words[word], row[word])
            for topic, row in enumerate(self.topic_word)
            for rank, word in enumerate(order[topic], 1)
        ]
        return pl.DataFrame(rows, ["topic", "label", "rank", "word", "share"], orient="row")

    def documents_table(self) -> pl.DataFrame:
        """Give the share of every topic in every document: id, then one column a topic."""
        columns = {str(topic): self.document_topic[:, topic] for topic in range(len(self))}
        table = pl.DataFrame(columns).with_columns(pl.all().fill_nan(None))
        return table.insert_column(0, self.corpus.documents["id"])

    def rename(self, names: Mapping[int | str, str]) -> "TopicModel":
        """Give topics names of your own."""
        labels = list(self.labels)
        for which, name in names.items():
            labels[self.topic(which)] = name
        said = [f"topic {self.topic(w)} “{self.labels[self.topic(w)]}” named “{name}”"
                for w, name in names.items()]  # fmt: skip
        return self._changed(said, labels=tuple(labels))

    def __str__(self) -> str:
        firm = int((self.stability >= STABLE).sum())
        head = f"{len(self)} topics ({self.name}), {firm} stable in {len(self.agreement)} seeds"
        shown = (
            f"{topic:>3}  {'    ' if np.isnan(s) else f'{s:.2f}'}  {', '.join(self.words(topic))}"
            for topic, s in enumerate(self.stability)
        )
        return "\n".join([head, *shown, *(f"doubt: {doubt}" for doubt in self.doubts)])

    __repr__ = __str__

    def _changed(self, said: list[str], **fields: Any) -> "TopicModel":  # noqa: ANN401
        changes = (*self.changes, *said)
        settings = {**self.provenance.settings, "changes": "; ".join(changes)}
        known = self.provenance
        made = Provenance(known.corpus, settings, known.seed, known.versions, dated=known.dated)
        return replace(self, changes=changes, provenance=made, **fields)


def label_of(topic_word: Floats, words: list[str], n: int = 3) -> tuple[str, ...]:
    """Name every topic after its most characteristic words; equal names are numbered."""
    named = [" · ".join(words[i] for i in row) for row in characteristic(topic_word, n)]
    return tuple(
        name if named.count(name) == 1 else f"{name} ({number})"
        for number, name in enumerate(named)
    )
