"""Topic models side by side in one run: stability, coherence and core-seconds; dynamic ones too.

    python benchmarks/topics.py CORPUS [--topics 30] [--cap 600]

The static models read the same passages of a corpus folder. `dynamic-nmf` and gensim's LdaSeqModel
read the same 500 invented documents in 5 slices with 10 topics; LdaSeqModel is stopped after
`--cap` seconds of wall time.
"""

import argparse
import json
import resource
import subprocess
import sys
import time

import numpy as np
from beside import keep, row

import toolkit as rt
from toolkit.topics.fit import fit_topics
from toolkit.topics.quality import coherence

STATIC = ("nmf", "gibbs", "lda")
DOCUMENTS, SLICES, TOPICS = 500, 5, 10


def invented():
    """Make documents of ten topics, half of whose words change from slice to slice."""
    rng = np.random.default_rng(0)
    names = [a + b + c for a in "bdfgkl" for b in ("aro", "eno", "itu") for c in
             ("ma", "ne", "pi", "ro", "su", "ta", "ve", "zi")]  # fmt: skip
    words = rng.dirichlet(np.full(len(names), 0.08), (SLICES, TOPICS))
    words = 0.5 * words + 0.5 * words[:1]
    made = []
    for n in range(DOCUMENTS):
        part = n * SLICES // DOCUMENTS
        share = rng.dirichlet(np.full(TOPICS, 0.2))
        counts = rng.multinomial(120, share @ words[part])
        text = " ".join(rng.permutation(np.repeat(names, counts)))
        date = rt.parse_date(str(1900 + 10 * part + n % 10))
        made.append(rt.Document(f"d{n:03}", text, date, language="en"))
    return rt.Corpus.from_documents(made)


def sequential():
    """Fit LdaSeqModel to the invented documents and print its words and core-seconds."""
    from gensim.models import LdaSeqModel

    model = fit_topics("nmf", invented(), topics=TOPICS, seed=0, seeds=1, most_common=1.0)
    read = model.passages
    bags = [
        list(zip(*(part.tolist() for part in np.unique(
            read.tokens[read.offsets[n] : read.offsets[n + 1]], return_counts=True)), strict=True))
        for n in range(len(read))
    ]  # fmt: skip
    begin = time.process_time()
    fitted = LdaSeqModel(
        corpus=bags,
        id2word=dict(enumerate(read.words)),
        time_slice=[DOCUMENTS // SLICES] * SLICES,
        num_topics=TOPICS,
        random_state=0,
    )
    seconds = time.process_time() - begin
    words = np.mean([np.exp(chain.e_log_prob).T for chain in fitted.topic_chains], axis=1)
    npmi = np.nanmean(coherence(words, read, "c_npmi"))
    print(json.dumps({"npmi": float(npmi), "seconds": seconds}))


def static(path, topics):
    """Compare the static models on one corpus."""
    print(f"{'model':12} stability   c_v    npmi   core-seconds a seed   topics >= .5")
    for name in STATIC:
        corpus = rt.open(path)
        corpus.path = None  # nothing is taken from the cache, nothing written
        begin = time.process_time()
        model = fit_topics(name, corpus, topics=topics, seed=0, seeds=3, workers=1)
        seconds = (time.process_time() - begin) / 3
        table = model.table
        print(
            f"{name:12} {table['stability'].mean():9.2f} {table['coherence'].mean():7.3f} "
            f"{table['npmi'].mean():7.3f} {seconds:13.1f} {(model.stability >= 0.5).sum():17d}",
            flush=True,
        )


def dynamic(cap):
    """Compare the dynamic models on the invented documents."""
    begin = time.process_time()
    model = fit_topics(
        "dynamic-nmf", invented(), topics=TOPICS, seed=0, seeds=1, most_common=1.0, workers=1
    )
    seconds = time.process_time() - begin
    npmi = np.nanmean(coherence(model.topic_word, model.passages, "c_npmi"))
    print(f"dynamic-nmf  npmi {npmi:.3f}, {seconds:.2f} s, {DOCUMENTS / seconds:.0f} documents/s")
    try:
        said = subprocess.run(
            [sys.executable, __file__, "--sequential"],
            capture_output=True, text=True, timeout=cap, check=True,
        ).stdout  # fmt: skip
        found = json.loads(said.splitlines()[-1])
        rate = DOCUMENTS / found["seconds"]
        both = {"ours": [(seconds, seconds)], "LdaSeqModel": [(found["seconds"],) * 2]}
        job = f"dynamic topics, {DOCUMENTS} documents, {SLICES} slices"
        keep("topics", [row(job, both, target={"LdaSeqModel": 100})])
        took = f"{found['seconds']:.0f} s, {rate:.2f} documents/s"
        print(f"LdaSeqModel  npmi {found['npmi']:.3f}, {took}")
    except subprocess.TimeoutExpired:
        print(f"LdaSeqModel  stopped after {cap} s: fewer than {DOCUMENTS / cap:.2f} documents/s")
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = used.ru_utime + used.ru_stime
        both = {"ours": [(seconds, seconds)], "LdaSeqModel, stopped": [(least, cap)]}
        job = f"dynamic topics, {DOCUMENTS} documents, {SLICES} slices"
        note = f"LdaSeqModel was stopped after {cap} seconds: it costs at least what is told"
        keep("topics", [row(job, both, target={"LdaSeqModel, stopped": 100}, note=note)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--topics", type=int, default=30)
    parser.add_argument("--cap", type=int, default=600)
    parser.add_argument("--sequential", action="store_true")
    given = parser.parse_args()
    if given.sequential:
        sequential()
    else:
        dynamic(given.cap)
        if given.corpus:
            static(given.corpus, given.topics)
