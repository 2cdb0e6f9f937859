"""Several runs of one model: which topics correspond, which run is the middle, what is stable."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.topics.factors import Floats

TOP_WORDS = 20
# Below this a topic is another one with another seed, and is greyed.
STABLE = 0.5


class Agreement(NamedTuple):
    """How far runs agree.

    `between` (n_runs, n_runs) is the mean matched Jaccard, 1 on the diagonal; `shown` the run
    that agrees most with the others; `stability` (k,) the mean matched Jaccard of each of its
    topics, not a number with a single run; `partners` (n_runs, k) the topic of each run that
    corresponds to each topic of the run shown.
    """

    between: Floats
    shown: int
    stability: Floats
    partners: NDArray[np.int64]


def agreement(runs: list[Floats], top: int = TOP_WORDS) -> Agreement:
    """Match the topics of several runs, and choose the run in their middle.

    Topics of two runs are paired one to one so that the cosines of their words add up to the
    most; a pair is as stable as the Jaccard coefficient of their `top` first words. The run shown
    is the medoid: the one whose mean over its topics and all other runs is the highest, the
    first of equals.

    Parameters
    ----------
    runs : list of array, each of shape (k, n_words)
        Words of the topics of each run, all with one k.
    top : int
        Words compared.

    Returns
    -------
    Agreement

    Notes
    -----
    Range of stability [0, 1]: 1 says that every run has a topic with the same words; two random
    draws of 20 out of 10,000 words share about none. It says nothing of meaning.
    Source: Rieger, Rahnenführer & Jentsch 2020, doi:10.1007/978-3-030-51310-8_11 (the run in the
    middle); Greene, O'Callaghan & Cunningham 2014, doi:10.1007/978-3-662-44848-9_32 (matched
    first words).

    Examples
    --------
    >>> one = np.array([[0.9, 0.1, 0.0], [0.0, 0.1, 0.9]])
    >>> found = agreement([one, one[::-1]], top=1)
    >>> found.stability.tolist(), found.partners.tolist()
    ([1.0, 1.0], [[0, 1], [1, 0]])
    """
    n, k = len(runs), len(runs[0])
    firsts = [first_words(run, top) for run in runs]
    pairs = np.zeros((n, n, k), np.int64)
    overlap = np.ones((n, n, k))
    for i in range(n):
        for j in range(n):
            pairs[i, j] = matched(runs[i], runs[j]) if i != j else np.arange(k)
            both = (firsts[i] & firsts[j][pairs[i, j]]).sum(axis=1)
            either = (firsts[i] | firsts[j][pairs[i, j]]).sum(axis=1)
            overlap[i, j] = both / either
    between = overlap.mean(axis=2)
    others = ~np.eye(n, dtype=bool)
    if n == 1:
        return Agreement(between, 0, np.full(k, np.nan), pairs[0])
    means = np.array([between[i, others[i]].mean() for i in range(n)])
    shown = int(np.argmax(np.round(means, 12)))
    return Agreement(between, shown, overlap[shown, others[shown]].mean(axis=0), pairs[shown])


def matched(a: Floats, b: Floats) -> NDArray[np.int64]:
    """Give for each topic of `a` its partner in `b`, one to one, largest sum of cosines.

    Examples
    --------
    >>> matched(np.eye(3), np.eye(3)[[2, 0, 1]]).tolist()
    [1, 2, 0]
    """
    from scipy.optimize import linear_sum_assignment

    return np.asarray(linear_sum_assignment(-cosines(a, b))[1], np.int64)


def cosines(a: Floats, b: Floats) -> Floats:
    """Cosine of every row of `a` with every row of `b`, shape (len(a), len(b))."""
    lengths = [np.linalg.norm(part, axis=1, keepdims=True) for part in (a, b)]
    unit = [part / np.where(n > 0, n, 1) for part, n in zip((a, b), lengths, strict=True)]
    return np.asarray(unit[0] @ unit[1].T, np.float64)


def first_words(topic_word: Floats, top: int) -> NDArray[np.bool_]:
    """Mark the `top` first words of every topic; of equals the more frequent in the corpus."""
    chosen = np.zeros(topic_word.shape, bool)
    order = np.argsort(-topic_word, axis=1, kind="stable")[:, :top]
    np.put_along_axis(chosen, order, values=True, axis=1)
    return chosen
