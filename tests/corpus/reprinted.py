"""An archive with planted reprints, and with quotations that are none; made from a seed."""

from typing import NamedTuple

import numpy as np

from tests.traces.planted import Writer
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document

KINDS = ("exact", "near", "part", "holds")


class Reprinted(NamedTuple):
    """The archive, and of each planted copy its kind, id and source."""

    corpus: Corpus
    truth: dict[str, tuple[str, str]]


def words_of(units):
    """Cut units of the writer, some of them phrases, into words."""
    return " ".join(units).split()


def reprinted(seed=0, n_documents=1_500, n_each=50):
    """Make documents of 60 to 600 words from 1900 to 1949 and copies of some from 1950 to 1999.

    One word in ten of a near copy is replaced, left out or joined by another. A part is 30 to 80
    words in a hundred of its source; what holds a source is two to five times as long. Half of the
    parts and holders are exact, half are changed in one word of ten. As many later documents quote
    a passage of 30 to 60 words from an earlier one at least four times as long: no reprint. All
    documents share stock phrases.
    """
    rng = np.random.default_rng(seed)
    writer = Writer(rng)
    sizes = rng.integers(60, 601, n_documents)
    texts = {f"o{k:05d}": words_of(writer.text(size))[:size] for k, size in enumerate(sizes)}
    names = list(texts)
    chosen = rng.choice(len(names), (len(KINDS) + 1) * n_each, replace=False)
    truth = {}
    for n, kind in enumerate(KINDS):
        for k, number in enumerate(chosen[n * n_each : (n + 1) * n_each]):
            source, name = names[number], f"r-{kind}-{k:04d}"
            texts[name] = _copy(rng, writer, texts[source], kind, changed=k % 2 == 1)
            truth[name] = kind, source
    for k, number in enumerate(chosen[len(KINDS) * n_each :]):
        quoted = texts[names[number]]
        size = min(int(rng.integers(30, 61)), len(quoted) // 4)
        at = int(rng.integers(0, len(quoted) - size))
        fresh = words_of(writer.text(4 * size))
        texts[f"q-{k:04d}"] = fresh[:size] + quoted[at : at + size] + fresh[size:]
    documents = []
    for name in rng.permutation(list(texts)):
        year = rng.integers(1900, 1950) + 50 * (not name.startswith("o"))
        text = " ".join(texts[str(name)])
        documents.append(Document(str(name), text, parse_date(str(year)), language="en"))
    return Reprinted(Corpus.from_documents(documents), truth)


def _copy(rng, writer, text, kind, changed):
    if kind == "exact":
        return text
    if kind == "part":
        size = max(40, int(len(text) * rng.uniform(0.3, 0.8)))
        at = int(rng.integers(0, max(1, len(text) - size)))
        text = text[at : at + size]
    if kind == "near" or changed:
        text = writer.changed(text, "10")
    if kind == "holds":
        more = words_of(writer.text(int(len(text) * rng.uniform(1, 4))))
        at = int(rng.integers(0, len(more)))
        text = more[:at] + text + more[at:]
    return text


def scores(planted, table):
    """Recall of each kind of plant, and precision, of pairs of a copy and its source."""
    found = set(table.select("id", "source").iter_rows())
    wanted = {(name, source) for name, (_, source) in planted.truth.items()}
    recall = {
        kind: np.mean(
            [(name, source) in found for name, (k, source) in planted.truth.items() if k == kind]
        )
        for kind in KINDS
    }
    return recall, len(found & wanted) / max(1, len(found))
