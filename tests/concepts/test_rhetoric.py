"""The shipped lexicon `rhetoric`: complete, and every register hits what it should, so often."""

import tomllib
from pathlib import Path

import pytest

from toolkit.concepts.find import find
from toolkit.concepts.lexicon import lexicon
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document

REGISTERS = lexicon("rhetoric")
SENTENCES = tomllib.loads(
    Path(__file__).with_name("rhetoric_sentences.toml").read_text(encoding="utf-8")
)
LISTS = [(name, language) for name, register in REGISTERS.items() for language in register.patterns]


def test_has_the_registers_in_five_languages():
    """Twelve registers, each explained; all but `they` in five languages."""
    assert len(REGISTERS) == 12
    assert all(register.gloss for register in REGISTERS.values())
    for name, register in REGISTERS.items():
        wanted = {"en", "fr", "es", "ru"} | ({"de"} if name != "they" else set())
        assert set(register.patterns) == wanted, name


@pytest.mark.parametrize(("name", "language"), LISTS, ids=lambda part: part)
def test_a_register_is_found_as_often_as_a_reader_finds_it(name, language):
    """The counted sentence has so many hits, the other none."""
    counted, number, without = SENTENCES[name][language]
    corpus = Corpus.from_documents(
        [Document("a", counted, language=language), Document("b", without, language=language)]
    )
    found = find(REGISTERS[name], corpus)
    hits = found.table["match"].to_list()
    assert len(found) == number, hits
    assert set(found.document.tolist()) == {corpus.row("a")}, hits
