"""What a question costs once a corpus is open: usage sums, resampling, drift, scan.

``python benchmarks/questions.py CORPUS``, a corpus folder of the UN speeches (`rhetoric fetch
ungdc_en`). Peers: a numpy loop over replicates on the same sums of documents; the algorithm of
conText 3 (an embedding of each use, regressed on slices, a jackknife over uses, permutations) in
numpy, for R is not at hand; and the full drift call, word by word, for the scan. conText has no
comparable words: it stands beside drift with them and beside drift without.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import synthetic
from beside import alternately, keep, row, spent

import toolkit as rt
from toolkit.change.usage_metrics import PrototypeDistance
from toolkit.spaces.usages import contexts, own_tokens, single_vectors, usages
from toolkit.statistics.debiased import UnitSums
from toolkit.statistics.permuted import one_thread
from toolkit.statistics.resampling import drawn

RARE, COMMON, EVERYWHERE = "imperialism", "development", "peace"
BOOTSTRAPS, SLICES, PERMUTATIONS = 1_000, 16, 999
# Words whose drift is asked one by one, and jackknife replicates done; both are scaled up.
SAMPLED = 20


def usage_sums():
    """Find a phrase in ten million tokens and add its usages up."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = rt.Corpus.build(Path(folder) / "c", synthetic.documents(10_000_000))
        space = rt.fit("ppmi", corpus, seed=7)
        word = corpus.index.types[int(np.abs(corpus.index.counts - 2_400).argmin())]

        def ours():
            hits = rt.find(word, corpus)
            return usages(space, corpus, hits.position, hits.length)

        ours()
        found = alternately({"ours": ours}, 20)
        note = f"{len(rt.find(word, corpus)):,} uses"
        return row("pattern to usage sums, 10 M tokens", found, target={"seconds": 0.02}, note=note)


def resampling():
    """Draw the documents of every slice anew, against the first slice."""
    rng = np.random.default_rng(0)
    parts = [
        UnitSums(rng.normal(size=(300, 100)), rng.integers(1, 9, 300).astype(float))
        for _ in range(SLICES)
    ]
    metric = PrototypeDistance()

    def ours():
        with one_thread():
            for b in parts[1:]:
                metric(parts[0], b, *(drawn(300, BOOTSTRAPS, rng) for _ in range(2)))

    def loop():
        with one_thread():
            for b in parts[1:]:
                for _ in range(BOOTSTRAPS):
                    means = []
                    for one in (parts[0], b):
                        chosen = rng.integers(0, 300, 300)
                        means.append(one.sums[chosen].sum(axis=0) / one.counts[chosen].sum())
                    1 - means[0] @ means[1] / np.sqrt(means[0] @ means[0] * (means[1] @ means[1]))

    found = alternately({"ours": ours, "numpy loop": loop}, 5)
    job = f"{SLICES} slices, {BOOTSTRAPS:,} bootstraps of prt, 300 documents each"
    return row(job, found, target={"numpy loop": 20})


def context(hits, corpus, slices, space):
    """Do what conText does: regress uses on slices, debias by a jackknife, permute; scaled up."""
    own = own_tokens(corpus, hits.position, hits.length)
    vectors = single_vectors(contexts(space, corpus, hits.position, hits.length, own), space)
    code = np.full(len(corpus), -1)
    for number, part in enumerate(slices):
        code[part.documents] = number
    at = code[hits.document][: len(vectors)]
    design = np.zeros((len(at), len(slices)))
    design[np.arange(len(at)), np.maximum(at, 0)] = 1.0
    design[:, 0] = 1.0

    def norms(x, y):
        return np.linalg.norm(np.linalg.lstsq(x, y, rcond=None)[0][1:], axis=1)

    rng = np.random.default_rng(0)
    norms(design, vectors)
    for k in range(SAMPLED):
        left = np.arange(len(at)) != k
        norms(design[left], vectors[left])
        norms(rng.permutation(design), vectors)


def drifts(corpus, slices, space):
    """Ask for the drift of a rare and a common word; beside conText for the rare one."""
    rows = []
    for word, limit in ((RARE, 1.0), (COMMON, 4.0)):
        hits = rt.find(word, corpus)
        options = {"slices": slices, "space": space, "permutations": PERMUTATIONS}
        asked = partial(rt.drift, word, corpus, **options)
        asked()
        found, alone = {"ours": []}, {"ours": []}
        for _ in range(5):
            found["ours"].append(spent(asked)[:2])
            alone["ours"].append(spent(partial(asked, controls=0))[:2])
        target = {"seconds": limit}
        if word == RARE:
            with one_thread():
                core, wall, _ = spent(partial(context, hits, corpus, slices, space))
            times = (len(hits) + PERMUTATIONS) / 2 / SAMPLED
            peer = {"conText in numpy": [(core * times, wall * times)]}
            found, alone = found | peer, alone | peer
            target["conText in numpy"] = 100
        job = f"drift of {len(hits):,} uses, decades, {PERMUTATIONS} permutations"
        rows += [row(f"{job}, 99 controls", found, target=target)]
        rows += [row(f"{job}, 99 controls (wall)", found, wall=True)]
        if word == RARE:
            rows.append(row(f"{job}, no controls", alone, target={"conText in numpy": 100}))
    return rows


def against_rest(corpus, slices, space):
    """Ask for the drift of a word that nearly every document has, each slice against the rest."""
    found = spent(
        partial(rt.drift, EVERYWHERE, corpus, slices=slices, space=space, against="rest")
    )[:2]
    n = len(np.unique(rt.find(EVERYWHERE, corpus).document))
    job = f'drift against="rest" of a word in {n:,} documents'
    target = {"seconds": 20}
    return [
        row(job, {"ours": [found]}),
        row(f"{job} (wall)", {"ours": [found]}, wall=True, target=target),
    ]


def scanned(corpus, slices, space):
    """Scan every word of 200 uses, beside drift word by word."""
    core, wall, table = spent(
        lambda: rt.scan(corpus, slices=slices, space=space, min_count=200).table
    )
    words = table["concept"].sample(SAMPLED, seed=0).to_list()
    core_all, wall_all, _ = spent(
        lambda: [rt.drift(f'"{one}"', corpus, slices=slices, space=space) for one in words]
    )
    times = len(table) / len(words)
    found = {"ours": [(core, wall)], "drift word by word": [(core_all * times, wall_all * times)]}
    job = f"scan of {len(table):,} words with 200 uses, by decade"
    wall = row(f"{job} (wall)", found, wall=True, target={"seconds": 120})
    return [row(job, found, target={"drift word by word": 20}), wall]


def main(path):
    """Measure all, and keep the results."""
    corpus = rt.open(path)
    slices, space = rt.slices(corpus, every=10), rt.fit("ppmi", corpus, seed=7)
    rows = [usage_sums(), resampling(), *drifts(corpus, slices, space)]
    rows += against_rest(corpus, slices, space)
    keep("questions", [*rows, *scanned(corpus, slices, space)])


if __name__ == "__main__":
    if len(sys.argv) != len(["script", "corpus"]):
        sys.exit("skipped: give a corpus folder of the UN speeches (rhetoric fetch ungdc_en)")
    main(sys.argv[1])
