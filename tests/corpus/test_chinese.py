"""Chinese in words: tokens, their places, and concepts found across the borders of words."""

import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.corpus.test_build import same
from toolkit.concepts.find import find
from toolkit.corpus import chinese
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.rules import Rules
from toolkit.corpus.words import content_types
from toolkit.errors import OptionError

WORDS = Rules(chinese="words")
LETTERS = "人民战争戰爭中国社会主义工农阶级, 。a1-\u0345\ufe00〇"
TEXTS = st.lists(
    st.sampled_from(
        ["人民", "战争", "人民戰爭", "社会主义", "中国人民", "工农", "party ", "，", "的"]
    )
    | st.text(alphabet=LETTERS, max_size=3),
    max_size=12,
).map("".join)


def made(texts, rules=None):
    """Make a corpus of texts in Chinese, the last one in English."""
    documents = [Document(f"d{i}", text, language="zh") for i, text in enumerate(texts)]
    return Corpus.from_documents(
        [*documents, Document("e", "a war of 人民", language="en")], rules=rules
    )


def places(found):
    """Give document, start and stop of every hit."""
    return found.table.select("id", "start", "stop").rows()


def test_words_are_those_of_jieba():
    """The tokens are what jieba gives for each run of Han; other tokens are those of the rule."""
    text = "人民战争是人民的战争，social-democracy 1949。"
    import jieba

    expected = [w for run in ("人民战争是人民的战争",) for w in jieba.lcut(run)]
    ((_, tokens),) = made([text], WORDS).surface([0])
    assert tokens == [*expected, "social-democracy", "1949"]
    assert any(len(word) > 1 for word in expected)


def test_documents_in_other_languages_keep_their_tokens():
    """Han in a document that is not Chinese stays cut into characters."""
    corpus = made([], WORDS)
    assert corpus.surface([corpus.row("e")])[0][1] == ["a", "war", "of", "人", "民"]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_tokens_stand_where_they_are_said_to(texts):
    """Every word is its stretch of the text; together they are the tokens of the rule."""
    words, characters = made(texts, WORDS), made(texts)
    for row in range(len(words)):
        text, tokens = words.surface([row])[0]
        assert [text[a:b] for a, b in words.spans(row)] == tokens
        assert "".join(tokens) == "".join(characters.surface([row])[0][1])
        assert len(tokens) == np.diff(words.index.offsets)[row]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(TEXTS, min_size=1, max_size=4),
    st.sampled_from(
        ["人民战争", "人民", "民", "战 *1 争", "* 民", "社会主义 | 主义", "case:戰", "a"]
    ),
)
@example(["战争民中民国"], "* 民")
def test_hits_in_words_are_those_in_characters(texts, pattern):
    """Each hit by characters lies in a hit by words, and each of these holds one.

    Hits never overlap: where words share a word, as 战争 民中 and 民中 民国, the first is taken,
    and a hit by characters at the border lies in it in part.
    """
    by_character = places(find(pattern, made(texts)))
    by_word = places(find(pattern, made(texts, WORDS)))

    def inside(one, other):
        return one[0] == other[0] and other[1] <= one[1] and one[2] <= other[2]

    def meets(one, other):
        return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]

    assert all(any(meets(one, other) for other in by_word) for one in by_character)
    assert all(any(inside(one, other) for one in by_character) for other in by_word)


def test_a_phrase_is_found_across_the_borders_of_words():
    """One pattern, whether jieba sees one word, two, or a part of a longer one."""
    texts = ["人民战争胜利了。", "中国人民战争胜利。", "农民阶级", "阶级斗争"]
    corpus = made(texts, WORDS)
    assert len(find("人民战争", corpus)) == 2
    assert len(find("阶级", corpus)) == 2
    assert len(find("民阶", corpus)) == 1


def test_saved_and_added_to_it_stays_the_same(tmp_path):
    """On disk, in memory, at once or bit by bit: one corpus, another than by characters."""
    texts = ["人民战争", "战争与和平", "", "中国人民"]
    documents = [Document(f"d{i}", text, language="zh") for i, text in enumerate(texts)]
    whole = Corpus.from_documents(documents, rules=WORDS)
    Corpus.build(tmp_path / "c", documents[2:], rules=WORDS)
    added = Corpus.build(tmp_path / "c", documents[:2], append=True)
    whole.save(tmp_path / "d")
    for other in (added, Corpus.open(tmp_path / "d")):
        assert same(whole, other)
        assert other.rules == WORDS
        assert [other.spans(i).tolist() for i in range(4)] == [
            whole.spans(i).tolist() for i in range(4)
        ]
    assert whole.hash != Corpus.from_documents(documents).hash


def test_words_of_two_characters_are_content_words_and_function_words_are_not():
    """What is counted as content is told by words, not by characters."""
    corpus = made(["人民和战争因为人民"], WORDS)
    chosen = content_types(corpus, "zh")
    content = {w for w, is_content in zip(corpus.index.types, chosen, strict=True) if is_content}
    assert {"人民", "战争"} <= content
    assert not {"和", "因为"} & content


def test_without_jieba_words_are_refused_and_characters_work(monkeypatch):
    """One line says what is missing; nothing falls back unasked."""
    monkeypatch.setitem(sys.modules, "jieba", None)
    chinese._cutter.cache_clear()
    with pytest.raises(OptionError, match=r"rhetoric-toolkit\[zh\]"):
        made(["人民战争"], WORDS)
    assert len(find("人民战争", made(["人民战争"]))) == 1
    chinese._cutter.cache_clear()


def test_an_unknown_way_to_cut_is_refused():
    """Allowed are characters and words."""
    with pytest.raises(OptionError, match="characters or words"):
        Rules(chinese="syllables")
