"""Spaces: ours beside gensim's Word2Vec, on one corpus; a new concept beside training by slice.

``python benchmarks/fitting.py CORPUS [TOKENS]``, a corpus folder of the UN speeches. Word2Vec is
trained on the first TOKENS (2 million unless told otherwise), five epochs, one worker; both read
the same documents. To ask per-slice SGNS about a new concept is to train it anew on all slices with
the concept's phrase as one token: its cost is that of five epochs over all tokens, scaled up.
"""

import sys
from functools import partial

import numpy as np
from beside import keep, row, spent

import toolkit as rt


def sentences(corpus, rows):
    """Give the tokens of documents as lists of words."""
    index, types = corpus.index, np.array(corpus.index.types, object)
    return [types[index.ids[index.offsets[k] : index.offsets[k + 1]]].tolist() for k in rows]


def word2vec(texts):
    """Train as gensim does by default, but skip-gram in 100 dimensions with five epochs."""
    from gensim.models import Word2Vec

    return Word2Vec(texts, vector_size=100, sg=1, epochs=5, workers=1, seed=7, min_count=20)


def main(path, tokens="2000000"):
    """Measure both."""
    whole = rt.open(path)
    last = int(np.searchsorted(whole.index.offsets, int(tokens)))
    texts = [(whole.documents["id"][k], whole.text_at(k)) for k in range(last)]
    some = rt.Corpus.from_documents(rt.Document(*one, language="en") for one in texts)
    read = sentences(some, range(len(some)))
    trained = spent(lambda: word2vec(read))[:2]
    found = {"ours": [], "Word2Vec, 5 epochs": [trained]}
    for seed in range(3):
        found["ours"].append(spent(lambda seed=seed: rt.fit("ppmi", some, seed=seed))[:2])
    size = f"{some.n_tokens / 1e6:.1f} M tokens"
    rows = [row(f"ppmi space, {size}", found, target={"Word2Vec, 5 epochs": 10})]
    space, slices = rt.fit("ppmi", whole, seed=7), rt.slices(whole, every=5)
    rt.drift("peace", whole, slices=slices, space=space)
    again = new_concepts(whole, slices, space)
    times = whole.n_tokens / some.n_tokens
    peer = {"SGNS by slice": [tuple(one * times for one in trained)]}
    job = f"of a new concept, {len(slices)} slices, {whole.n_tokens / 1e6:.0f} M tokens"
    target = {"SGNS by slice": 1000}
    rows.append(row(f"value and interval {job}", again[0] | peer, target=target))
    rows.append(row(f"the same with chance and 99 controls {job}", again[1] | peer, target=target))
    keep("fitting", rows)


def new_concepts(corpus, slices, space):
    """Ask about three words for the first time: what the peer gives too, and all that drift does.

    The peer gives a value without chance.
    """
    found = [{"ours": []}, {"ours": []}]
    for word in ("imperialism", "disarmament", "climate"):
        for some, more in zip(found, ({"permutations": 1, "controls": 0}, {}), strict=True):
            asked = partial(rt.drift, word, corpus, slices=slices, space=space, **more)
            some["ours"].append(spent(asked)[:2])
    return found


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit("skipped: give a corpus folder of the UN speeches (rhetoric fetch ungdc_en)")
    main(*sys.argv[1:])
