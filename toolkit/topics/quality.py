"""How good a topic is: exclusive words, coherent words."""

import numpy as np

from toolkit.topics.factors import Floats
from toolkit.topics.passages import Passages

# Weight of exclusivity against frequency, as in the R package stm.
EXCLUSIVE = 0.7
# Words of a topic that coherence is measured on, and passages that are looked at.
TOP_WORDS = 10
MOST_PASSAGES = 5_000


def frex(topic_word: Floats, exclusive: float = EXCLUSIVE) -> Floats:
    """Score how far a word is both frequent in a topic and its alone.

    ``1 / (w / E + (1 - w) / F)``, the harmonic mean of two ranks among the words of the topic:
    E of the share of the word's uses that fall to the topic, F of its share in the topic.

    Parameters
    ----------
    topic_word : array, shape (k, n_words)
        Words of the topics.
    exclusive : float
        w, in [0, 1].

    Returns
    -------
    array, shape (k, n_words)
        In (0, 1]; larger is more characteristic.

    Notes
    -----
    Source: Bischof & Airoldi 2012; Roberts, Stewart & Tingley 2019, doi:10.18637/jss.v091.i02.

    Examples
    --------
    >>> frex(np.array([[0.5, 0.4, 0.1], [0.5, 0.1, 0.4]]), exclusive=0.5)[0].round(2).tolist()
    [0.8, 0.8, 0.33]
    """
    total = topic_word.sum(axis=0, keepdims=True)
    alone = topic_word / np.where(total > 0, total, 1)
    return np.asarray(1 / (exclusive / _rank(alone) + (1 - exclusive) / _rank(topic_word)))


def characteristic(topic_word: Floats, n: int) -> list[list[int]]:
    """Give the n most characteristic words of every topic, the first of equals first.

    Only the hundred most frequent words of a topic are candidates: ranks alone would also lift
    words that the topic hardly uses.
    """
    score = frex(topic_word)
    found = []
    for topic in range(len(topic_word)):
        known = np.argsort(-topic_word[topic], kind="stable")[:100]
        order = np.argsort(-score[topic, known], kind="stable")[:n]
        found.append([int(word) for word in known[order]])
    return found


def exclusivity(topic_word: Floats) -> Floats:
    """Mean FREX of the ten most frequent words of every topic, in (0, 1], shape (k,)."""
    first = np.argsort(-topic_word, axis=1, kind="stable")[:, :TOP_WORDS]
    return np.asarray(np.take_along_axis(frex(topic_word), first, axis=1).mean(axis=1))


def coherence(topic_word: Floats, passages: Passages, measure: str = "c_v") -> Floats:
    """Tell how far the ten first words of a topic stand together in the passages.

    Computed by gensim on at most 5,000 passages, evenly spaced. Larger is more coherent.

    Parameters
    ----------
    topic_word : array, shape (k, n_words)
        Words of the topics.
    passages : Passages
        Where they stand.
    measure : {"c_v", "c_npmi"}
        "c_v": cosines of the words' company in windows of 110 words, range [0, 1]; "c_npmi":
        normalised pointwise mutual information in windows of 10, range [-1, 1].

    Returns
    -------
    array, shape (k,)
        Not a number where a word of the topic stands in none of the passages looked at.

    Notes
    -----
    Source: Röder, Both & Hinneburg 2015, doi:10.1145/2684822.2685324.
    """
    from gensim.models import CoherenceModel

    held = np.flatnonzero(passages.lengths)
    held = held[np.linspace(0, len(held) - 1, min(len(held), MOST_PASSAGES)).astype(int)]
    texts = [
        [passages.words[word] for word in passages.tokens[start:stop]]
        for start, stop in zip(passages.offsets[held], passages.offsets[held + 1], strict=True)
    ]
    number = {word: i for i, word in enumerate(sorted({word for text in texts for word in text}))}
    first = np.argsort(-topic_word, axis=1, kind="stable")[:, :TOP_WORDS]
    lists = [[passages.words[word] for word in row] for row in first]
    known = [all(word in number for word in row) for row in lists]
    values = np.full(len(lists), np.nan)
    if any(known):
        model = CoherenceModel(
            topics=[row for row, whole in zip(lists, known, strict=True) if whole],
            texts=texts,
            dictionary=_Numbers(number),
            coherence=measure,
            topn=TOP_WORDS,
            processes=1,
        )
        values[known] = model.get_coherence_per_topic()
    return values


class _Numbers:
    """As much of a dictionary as gensim asks for."""

    def __init__(self, number: dict[str, int]) -> None:
        self.token2id = number
        self.id2token = {i: word for word, i in number.items()}

    def __getitem__(self, number: int) -> str:
        return self.id2token[number]

    def __contains__(self, number: object) -> bool:
        return number in self.id2token

    def __len__(self) -> int:
        return len(self.token2id)


def _rank(values: Floats) -> Floats:
    """Share of the words of a row that are not above each, in (0, 1]."""
    ordered = np.sort(values, axis=1)
    ranks = [
        np.searchsorted(row, wanted, "right") for row, wanted in zip(ordered, values, strict=True)
    ]
    return np.asarray(np.array(ranks) / values.shape[1], np.float64)
