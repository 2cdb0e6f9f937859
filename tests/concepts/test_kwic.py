"""Fifty patterns over every shared corpus: the hits are those of a second counting of the texts."""

import csv
import gzip
import re
from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest

from tests.concepts import plain
from tests.corpus.plain import fold, is_word
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document

SHARED = Path(__file__).parents[3] / "shared" / "corpora"
NAMES = (
    "inaugural_en",
    "fomc_statements_en",
    pytest.param("marxist_classics_en", marks=pytest.mark.slow),
    pytest.param("kropotkin_en", marks=pytest.mark.slow),
    pytest.param("peru_messages_es", marks=pytest.mark.slow),
    pytest.param("sotu_en", marks=pytest.mark.slow),
    pytest.param("ungdc_en", marks=pytest.mark.slow),
)


def documents(name):
    """Give the documents of a shared corpus, undated."""
    csv.field_size_limit(1 << 30)
    path = SHARED / name / "documents.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield Document(row["id"], row["text"])


def scanner(texts):
    """Write the token rule out for the letters that occur, for the regex of the library."""
    letters = {letter for text in texts for letter in set(text)}
    word = "[" + "".join(re.escape(letter) for letter in letters if is_word(letter)) + "]+"
    return re.compile(f"{word}(?:['’-]{word})*")


# Documents counted at a time: lists of tokens take much memory.
AT_A_TIME = 700


class Counted:
    """The tokens of some documents in plain lists, and where each folded one stands."""

    def __init__(self, corpus, names):
        self.texts = {name: corpus.text(name) for name in names}
        token = scanner(self.texts.values())
        self.places = {
            name: [match.span() for match in token.finditer(text)]
            for name, text in self.texts.items()
        }
        self.words = {
            name: [self.texts[name][a:b] for a, b in places] for name, places in self.places.items()
        }
        folded = {word for words in self.words.values() for word in words}
        folded = {word: fold(word) for word in folded}
        self.stands = defaultdict(list)
        for name, words in self.words.items():
            for at, word in enumerate(words):
                self.stands[folded[word]].append((name, at))
        self.counts = Counter({word: len(stands) for word, stands in self.stands.items()})

    def matches(self, phrases):
        """Give document, first and last-but-one token of every match, looked for from its head."""
        found = defaultdict(set)
        for phrase in phrases:
            kind, text = phrase[0]
            heads = (
                [name for name in self.counts if plain.globbed(fold(text), name)]
                if kind == "glob"
                else [fold(text)]
            )
            for head in heads:
                for name, at in self.stands.get(head, ()):
                    ends = plain.ends(phrase, self.words[name], at, "")
                    found[name] |= {(at, end) for end in ends}
        return found

    def hits(self, phrases, exclusions):
        """Give id, start and stop of every hit, in the order of the corpus."""
        wanted, out = self.matches(phrases), self.matches(exclusions)
        rows = []
        for name, places in self.places.items():
            # No exclusion is longer than two tokens here.
            inside = {
                (start, stop)
                for start, stop in wanted[name]
                if not any((start - k, start - k + 2) in out[name] for k in range(3 - stop + start))
            }
            kept = plain.longest(inside)
            rows += [(name, places[start][0], places[stop - 1][1]) for start, stop in kept]
        return rows


def fifty(counted):
    """Choose fifty patterns from what occurs: words, phrases, gaps, globs, spelling, exclusions."""
    ranked = [word for word, n in counted.counts.most_common() if n < 3000]
    words = [ranked[min(len(ranked) - 1, 7 * 2**i // 5)] for i in range(12)]
    name = max(counted.words, key=lambda name: len(counted.words[name]))
    # Passages of the longest text, as it has them, to make phrases that do occur.
    text = counted.words[name]
    runs = [text[at : at + 5] for at in range(9, len(text) - 5, max(1, len(text) // 11))][:10]
    phrases = [[(("word", word),)] for word in words]
    phrases += [[tuple(("word", word) for word in run[:3])] for run in runs]
    phrases += [[(("word", a), ("any", ""), ("word", c))] for a, _, c, *_ in runs[:5]]
    phrases += [[(("word", a), ("gap", 3), ("word", e))] for a, *_, e in runs[:5]]
    phrases += [[(("glob", f"{word[:4]}*"),)] for word in words[4:9]]
    phrases += [[(("glob", f"{word[:2]}?{word[3:]}"),)] for word in words[5:8] if len(word) > 3]
    phrases += [[(("case", word.capitalize()),)] for word in words[3:7]]
    phrases += [[(("word", a),), (("word", a), ("word", b))] for a, b, *_ in runs[5:8]]
    chosen = [(some, []) for some in phrases]
    chosen += [([(("word", b),)], [(("word", a), ("word", b))]) for a, b, *_ in runs]
    chosen += [([(("word", "nosuchword"),)], [])] * (50 - len(chosen))
    return chosen[:50]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", NAMES)
def test_hits_equal_a_second_counting_of_the_texts(name, tmp_path):
    """Every hit of fifty patterns, and for every row the text at its place is the match."""
    if not (SHARED / name / "documents.csv.gz").is_file():
        pytest.skip(f"the shared corpus {name} is not beside this checkout")
    corpus = Corpus.build(tmp_path / "c", documents(name))
    names = corpus.documents["id"].to_list()
    parts = [names[at : at + AT_A_TIME] for at in range(0, len(names), AT_A_TIME)]
    patterns, n_hits = [], 0
    for part in parts:
        counted = Counted(corpus, part)
        if not patterns:
            patterns = [(some, find(shown(*some), corpus).kwic(0)) for some in fifty(counted)]
        for some, table in patterns:
            rows = table.filter(pl.col("id").is_in(part)).select("id", "start", "stop", "match")
            assert rows.drop("match").rows() == counted.hits(*some), shown(*some)
            for document, start, stop, match in rows.rows():
                assert counted.texts[document][start:stop] == match
            n_hits += len(rows)
    assert n_hits == sum(len(table) for _, table in patterns) > 500
    print(f"{name}: {len(patterns)} patterns, {n_hits:,} hits, every one as counted again")


def shown(phrases, exclusions):
    """Write phrases and exclusions as one pattern."""
    return " | ".join(map(plain.written, phrases)) + "".join(
        f' -"{plain.written(phrase)}"' for phrase in exclusions
    )
