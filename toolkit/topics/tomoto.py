"""What the models of tomotopy share: words in, sweeps, and tables out in our order of words."""

import warnings
from types import ModuleType
from typing import Any

import numpy as np

from toolkit.topics.factors import Factors, Floats, still
from toolkit.topics.passages import Passages


def library() -> ModuleType:
    """Import tomotopy; while it loads it warns of its own making, and fails where warnings do."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import tomotopy
    return tomotopy  # type: ignore[no-any-return]


def feed(model: Any, passages: Passages, **more: list[Any]) -> list[int]:  # noqa: ANN401
    """Add every passage that has words; give their numbers.

    tomotopy knows words by their text: the number of the word is that text.
    """
    names = [str(word) for word in range(len(passages.words))]
    held = [int(number) for number in np.flatnonzero(passages.lengths)]
    for number in held:
        start, stop = passages.offsets[number], passages.offsets[number + 1]
        extra = {name: values[number] for name, values in more.items()}
        model.add_doc([names[word] for word in passages.tokens[start:stop]], **extra)
    return held


def train(model: Any, sweeps: int) -> None:  # noqa: ANN401
    """Train with one worker: with several, tomotopy does not repeat its bytes."""
    model.train(sweeps, workers=1, show_progress=False)


def topic_words(model: Any, n_words: int) -> Floats:  # noqa: ANN401
    """Words of every topic, in our order, shape (k, n_words)."""
    order = np.array([int(name) for name in model.used_vocabs])
    table = np.zeros((model.k, n_words))
    for topic in range(model.k):
        table[topic, order] = model.get_topic_word_dist(topic)
    return table


def factors_of(model: Any, passages: Passages, held: list[int]) -> Factors:  # noqa: ANN401
    """Read a trained model of topics that do not move, with its prior."""
    table = np.zeros((len(passages), model.k))
    for number, document in zip(held, model.docs, strict=True):
        table[number] = document.get_topic_dist()
    prior = np.asarray(model.alpha, float)
    return still(topic_words(model, len(passages.words)), table, prior)
