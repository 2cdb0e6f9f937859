"""Printed pages: what a printer put between the words goes, and nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus import plain
from toolkit.concepts.find import find
from toolkit.corpus.cleaning import lines_of, page_numbers, running_heads
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.rules import Rules
from toolkit.errors import OptionError

ALL = Rules(clean=("hyphens", "numbers", "heads"))
SYLLABLES = [
    "dik",
    "ta",
    "tur",
    "pro",
    "le",
    "ri",
    "at",
    "kom",
    "mu",
    "ne",
    "war",
    "bread",
    "ſtaat",
]
COMPOUNDS = ["five-year", "class-war", "self-rule"]


def printed(seed, pages=12, lines=20):
    """Print invented words on pages.

    Returns
    -------
    text : str
        With heads, page numbers, words divided at line ends, soft hyphens, years as headings.
    words : list of str
        What was set, in order.
    counts : dict
        How many hyphens were put in, heads and numbers printed.
    """
    rng = np.random.default_rng(seed)
    words, out = [*COMPOUNDS], [" ".join(COMPOUNDS)]
    counts = {"hyphens": 0, "numbers": 0, "heads": 0}
    rest = ""
    for page in range(pages):
        head = f"{page + 3} THE STATE" if page % 2 else "BREAD AND PEACE"
        out += ["", head, ""]
        counts["heads"] += 1
        for _ in range(lines):
            line, rest = rest, ""
            while len(line) < 50:
                word = "".join(rng.choice(SYLLABLES, rng.integers(2, 4)))
                word = str(rng.choice(COMPOUNDS)) if rng.random() < 0.05 else word
                words.append(word)
                if rng.random() < 0.05 and "-" not in word:
                    word = f"{word[:3]}\xad{word[3:]}"
                    counts["hyphens"] += 1
                line += f" {word}"
            if rng.random() < 0.4 and "\xad" not in (word := words.pop()):
                cut = word.index("-") if "-" in word else 3
                soft = line.endswith(word)
                if soft:
                    line = line.removesuffix(word) + f"{word[:cut]}-"
                    rest = word[cut:].removeprefix("-")
                    counts["hyphens"] += 1
                words.append(word)
            out.append(line.strip())
        out += ["", f"- {page + 1} -"]
        counts["numbers"] += 1
    out.append(rest)
    return "\n".join(out), words, counts


@pytest.mark.parametrize("seed", range(5))
def test_what_was_set_is_what_is_counted(seed):
    """The tokens are the words that were set, all and in order; the notes count every change."""
    text, words, counts = printed(seed)
    corpus = Corpus.from_documents([Document("a", text, language="de")], rules=ALL)
    expected = [plain.fold(word) for word in words]
    assert [corpus.index.types[i] for i in corpus.index.ids] == expected
    for step, meant in (("hyphens", "divided"), ("numbers", "page num"), ("heads", "running")):
        (note,) = [note for note in corpus.notes if meant in note]
        assert f": {counts[step]:,} in 1 of 1 documents" in note


def test_the_text_is_never_rewritten_and_places_point_into_it():
    """A hit of a word that was put together shows what is printed, hyphen and line end."""
    text = "Die Dikta-\ntur und die Dik\xadtatur, ein Fünf-\njahresplan und fünf-\n"
    corpus = Corpus.from_documents([Document("a", text, language="de")], rules=ALL)
    found = find("Diktatur", corpus)
    assert corpus.text("a") == text
    assert found.table["match"].to_list() == ["Dikta-\ntur", "Dik\xadtatur"]
    assert len(find("lemma:Diktatur", corpus)) == 2
    assert len(find("case:Diktatur", corpus)) == 2
    for row in found.table.iter_rows(named=True):
        assert text[row["start"] : row["stop"]] == row["match"]


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("the forty-\nseventh session", "en", "forty-seventh"),
        ("a long resolu-\ntion", "en", "resolution"),
        ("zonas urbano-\nindustriales", "es", "urbano-industriales"),
        ("der Partei-\nvorstand", "de", "parteivorstand"),
        ("war-\n and War-\nAnd", "en", "war"),
    ],
)
def test_a_hyphen_of_the_words_own_stays(text, language, word):
    """Where the dictionary knows the halves and not the whole; in German compounds are one word."""
    corpus = Corpus.from_documents([Document("a", text, language=language)], rules=ALL)
    assert word in corpus.index.types


def test_a_word_runs_from_page_to_page():
    """Its halves meet although a foot, a number and a head stand between them."""
    page = "\n".join(f"line {n} of bread and peace" for n in "abcdefgh")
    pages = [f"THE STATE\n{page}\n{'the commu-' if n == 3 else 'peace'}\n{n}" for n in range(1, 7)]
    pages[3] = pages[3].replace("line a", "nism line a")
    corpus = Corpus.from_documents([Document("a", "\n".join(pages), language="en")], rules=ALL)
    assert len(find("communism", corpus)) == 1
    assert len(find("state", corpus)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{year}\n{'bread and peace. ' * 3}" for year in range(1917, 1940)),
        "\n".join(f"{n}\n{n + 7}\n{n * 3}" for n in (4, 40, 400)),
        "Freedom!\n" * 20,
        "\n".join("Mr. Smith\n" + "a word\n" * n for n in (9, 30, 12, 55, 8, 41)),
        "\n".join(f"{n}" for n in range(50)),
    ],
)
def test_what_looks_alike_is_kept(text):
    """Years as headings, tables, refrains, speakers at uneven distances, a column of numbers."""
    lines = lines_of(text)
    assert page_numbers(lines) == []
    assert running_heads(lines) == []


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from("ab-\n \xad12¬Ž.") | st.sampled_from(["\n3\n", "war-\n", "人"]), max_size=40
    )
)
def test_tokens_stand_where_they_are_said_to(parts):
    """Whatever the text: as many tokens as places, ascending and apart; unmended it is as ever."""
    text = "".join(parts)
    made = Corpus.from_documents([Document("a", text, language="en")], rules=ALL)
    spans = made.spans(0)
    assert len(spans) == made.n_tokens == len(made.surface([0])[0][1])
    assert (spans[:, 0] < spans[:, 1]).all()
    assert (spans[1:, 0] >= spans[:-1, 1]).all()
    bare = Corpus.from_documents([Document("a", text, language="en")])
    assert bare.surface([0])[0][1] == plain.words(text)


def test_long_s_and_ligatures_are_letters_without_being_asked_for():
    """Folding makes ſ an s and ﬁ f and i, as it makes ß two s."""
    corpus = Corpus.from_documents([Document("a", "Der ſtaat, die ﬁnanzen, eﬀekt", language="de")])
    assert len(find("Staat | Finanzen | Effekt", corpus)) == 3


@pytest.mark.parametrize("given_", ["heads", ("head",), ("hyphens", "all")])
def test_steps_that_are_not_known_are_refused(given_):
    """Each step is named; the message names them all."""
    with pytest.raises(OptionError, match="hyphens, numbers, heads"):
        Rules(clean=given_)


def test_a_cleaned_corpus_is_read_back_and_added_to(tmp_path):
    """On disk it stays cleaned, and what is added is cleaned too."""
    (text, _, _), (more, _, _) = printed(0, 6), printed(1, 6)
    documents = [Document("a", text, language="de"), Document("b", more, language="de")]
    whole = Corpus.from_documents(documents, rules=ALL)
    Corpus.build(tmp_path / "c", documents[:1], rules=ALL)
    added = Corpus.build(tmp_path / "c", documents[1:], append=True)
    assert added.hash == whole.hash
    assert [s.tolist() for s in added.spans_of([0, 1])] == [
        s.tolist() for s in whole.spans_of([0, 1])
    ]
