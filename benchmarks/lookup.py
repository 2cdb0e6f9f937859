"""A phrase in three variants, counted by decade: beside Python's re and polars over the texts.

``python benchmarks/lookup.py [TOKENS]``: 50 million tokens unless told otherwise, synthetic.
Warm: everything has been asked once. First: a new process opens the corpus and asks; the peer is a
new process that reads its texts from Parquet and counts.
"""

import re
import sys
import tempfile
from pathlib import Path

import polars as pl
import synthetic
from beside import alternately, apart, keep, row

import toolkit as rt

# A word of middling rank and a common one, three times.
RANKS = ((300, 20), (400, 20), (500, 21))


def phrases():
    """Spell the variants."""
    names = synthetic.words()
    return [f"{names[a]} {names[b]}" for a, b in RANKS]


def asked(corpus, slices):
    """Count by decade through the index."""
    concept = rt.Concept("asked", patterns=[f'"{one}"' for one in phrases()])
    return rt.frequency(rt.find(concept, corpus), slices=slices).table["n_occurrences"].to_list()


def with_polars(texts):
    """Count by decade with polars."""
    pattern = rf"\b(?:{'|'.join(phrases())})\b"
    counted = texts.select("decade", n=pl.col("text").str.count_matches(pattern))
    return counted.group_by("decade").agg(pl.col("n").sum()).sort("decade")["n"].to_list()


def with_re(texts):
    """Count by decade with re."""
    pattern = re.compile(rf"\b(?:{'|'.join(phrases())})\b")
    found = {}
    for decade, text in zip(texts["decade"], texts["text"], strict=True):
        found[decade] = found.get(decade, 0) + sum(1 for _ in pattern.finditer(text))
    return [found[decade] for decade in sorted(found)]


def texts_of(corpus):
    """Give the texts with their decades."""
    decade = [day // 3653 for day in corpus.documents["start"]]
    return pl.DataFrame({"decade": decade, "text": [corpus.text_at(k) for k in range(len(corpus))]})


def child(way, place):
    """Answer in a process of its own."""
    if way == "ours":
        corpus = rt.open(place)
        print(sum(asked(corpus, rt.slices(corpus, every=10))))
    else:
        print(sum(with_polars(pl.read_parquet(place))))


def warm(corpus, beside):
    """Ask the same again and again, and write the texts for the peers of the first query."""
    slices, texts = rt.slices(corpus, every=10), texts_of(corpus)
    texts.write_parquet(beside)
    assert sum(asked(corpus, slices)) == sum(with_polars(texts)) == sum(with_re(texts))
    found = alternately({"ours": lambda: asked(corpus, slices)}, 20)
    found |= alternately({"polars": lambda: with_polars(texts)}, 3)
    return found | alternately({"re": lambda: with_re(texts)}, 1)


def first(corpus, texts):
    """Ask in new processes, in turns."""
    found = {"ours": [], "polars": []}
    for _ in range(5):
        for way, where in (("ours", corpus), ("polars", texts)):
            found[way].append(apart([sys.executable, __file__, "--child", way, where])[:3])
    return found


def main(tokens="50000000", place=None):
    """Make the corpus unless one is given, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path, texts = Path(place or Path(folder) / "c"), Path(folder) / "texts.parquet"
        if place is None:
            rt.Corpus.build(path, synthetic.documents(int(tokens)))
        corpus = rt.open(path)
        size = f"{corpus.n_tokens // 10**6} M tokens"
        again, new = warm(corpus, texts), first(path, texts)
        job = f"three-variant phrase, {size}, by decade, warm"
        rows = [row(job, again, target={"re": 2000, "polars": 50})]
        job = "the same, first query in a new process"
        rows.append(row(job, new, target={"polars": 1}))
        keep("lookup", rows)


if __name__ == "__main__":
    child(*sys.argv[2:]) if sys.argv[1:2] == ["--child"] else main(*sys.argv[1:])
