"""Checks: each planted confound is found by its check, and a sound archive passes all."""

import re

import numpy as np
import pytest

from tests.traces.planted import Writer
from toolkit.change.checks import CHECKS, check
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import lexicon
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document, Skipped
from toolkit.corpus.legibility import is_unknown, odd_characters, unknown_share
from toolkit.corpus.slices import slices
from toolkit.errors import ProvenanceError

YEARS = range(1900, 1960)


@pytest.fixture(scope="module")
def writer():
    """Write with one vocabulary."""
    return Writer(np.random.default_rng(0))


@pytest.fixture(scope="module")
def sound(writer):
    """Two documents a year by twenty authors who all write in every decade, kinds in turn."""
    return [
        Document(
            f"{year}-{k}",
            " ".join(writer.text(200)),
            parse_date(f"{year}-05-{k + 1:02}"),
            author=f"author {(2 * year + k) % 20}",
            variables={"genre": ("speech", "letter")[k]},
        )
        for year in YEARS
        for k in range(2)
    ]


def changed(documents, which, **fields):
    """Change some documents; a field may be a function of the document."""
    return [
        Document(**{
            name: fields[name](one) if callable(fields.get(name)) else fields.get(name, old)
            for name, old in ((n, getattr(one, n)) for n in Document.__dataclass_fields__)
        })
        if which(one)
        else one
        for one in documents
    ]  # fmt: skip


def year_of(document):
    """Year of a planted document."""
    return int(document.id[:4])


def found(documents, name, **options):
    """Sentences of one check, given by its name in the table."""
    table = check(Corpus.from_documents(documents), **options).table
    return table.filter(check=name)["sentence"].to_list()


def test_a_sound_archive_passes_every_check(sound):
    """Nothing is said where nothing is wrong."""
    result = check(Corpus.from_documents(sound))
    assert result.table.rows() == []
    assert result.passed == tuple(one.__name__ for one in CHECKS)


def test_years_that_are_missing(sound):
    """Five years and a decade without documents, at their dates."""
    some = [one for one in sound if not (1910 <= year_of(one) < 1920 or year_of(one) == 1933)]
    said = found(some, "gaps")
    assert "1 of 6 slices hold no document: 1910s" in said[0]
    assert said[1].startswith("11 of 60 expected dates")
    assert said[1].endswith("1910–1919, 1933")


def test_thin_slices(sound):
    """Three documents are too few, five are not."""
    some = [
        one for one in sound if not 1920 <= year_of(one) < 1930 or one.id in ("1921-0", "1925-1")
    ]
    assert "1920s (2)" in found(some, "thin slices")[0]


def test_one_author_and_one_document(sound, writer):
    """A decade by one author, and a decade with a book as long as all else."""
    alone = changed(sound, lambda one: 1940 <= year_of(one) < 1950, author="Monologue")
    assert "1940s (Monologue 100%)" in found(alone, "one voice")[0]
    book = changed(sound, lambda one: one.id == "1931-0", text=" ".join(writer.text(9_000)))
    assert "1930s (1931-0 " in found(book, "one voice")[0]


def test_authors_that_grow_and_authors_that_are_replaced(sound):
    """Five authors become twenty; after 1930 none of those before writes."""
    few = changed(
        sound, lambda one: year_of(one) < 1910, author=lambda one: f"author {year_of(one) % 5}"
    )
    assert found(few, "authors")[0] == "authors grow from 5 (1900s) to 20 (1910s)"
    new = changed(sound, lambda one: year_of(one) >= 1930, author=lambda one: f"new {one.author}")
    assert "1920s|1930s (0%)" in found(new, "authors")[0]


def test_one_name_for_two_speakers(writer):
    """Of thirty authors with a document a year one gets another vocabulary in 1925."""
    other = Writer(np.random.default_rng(1))
    documents = [
        Document(
            f"{year}-{k}",
            " ".join((other if k == 7 and year >= 1925 else writer).text(200)),
            parse_date(str(year)),
            author=f"author {k}",
        )
        for year in range(1910, 1940)
        for k in range(30)
    ]
    (said,) = found(documents, "speakers")
    assert said.startswith("the words of 1 author change")
    assert "author 7 (1924|1925)" in said


def test_a_mix_that_changes_at_once_and_one_that_changes_slowly(sound):
    """From 1930 letters alone; or a share of letters that grows from a tenth to nine."""
    at_once = changed(sound, lambda one: year_of(one) >= 1930, variables={"genre": "letter"})
    (said,) = found(at_once, "mix")
    assert "1920s|1930s ('letter' from 50% to 100%)" in said
    slowly = changed(
        sound,
        lambda one: True,
        variables=lambda one: {
            "genre": "letter"
            if (int(one.id[3]) * 2 + int(one.id[-1])) % 20 < (year_of(one) - 1897) / 3
            else "speech"  # noqa: E501
        },
    )
    (said,) = found(slowly, "mix")
    assert "1900s|1950s ('letter' from " in said


def test_length(sound, writer):
    """Documents of the 1950s are four times as long."""
    some = changed(
        sound, lambda one: year_of(one) >= 1950, text=lambda one: " ".join(writer.text(800))
    )
    assert "(1950s)" in found(some, "length")[0]


def test_dates_that_are_missing_coarse_or_across_an_edge(sound):
    """One undated, two to the year, one across 1910."""
    some = changed(sound, lambda one: one.id == "1907-0", date=None)
    some = changed(some, lambda one: year_of(one) == 1940, date=parse_date("1940"))
    some = changed(some, lambda one: one.id == "1909-1", date=parse_date("1908/1913"))
    said = found(some, "dates")
    assert "1 of 120 documents have no date" in said[0]
    assert "3 of 119 dates are not exact to the month" in said[1]
    assert "2 to the year" in said[1]
    assert "1 dates span the edge" in said[2]


def test_languages_editions_and_other_dates(sound):
    """A French document, a note on a translation, a header with another year."""
    french = "la vie de tous les jours est dans la rue et nous ne la voyons pas avec les yeux " * 9
    said = found(changed(sound, lambda one: one.id == "1921-0", text=french), "languages")
    assert "en 119, fr 1" in said[0]
    noted = changed(
        sound, lambda one: one.id == "1922-0",
        variables={"genre": "speech", "note": "Translated 1960", "header_date": "1895"},
    )  # fmt: skip
    said = found(noted, "editions")
    assert any("note speaks of a translation or edition in 1 documents" in one for one in said)
    assert any(
        "header_date differs from the date in 1 document, by 27 years" in one for one in said
    )


def test_copies(sound):
    """A text of 1901 printed again in 1951."""
    some = changed(sound, lambda one: one.id == "1951-0", text=sound[2].text)
    assert "1951-0 = 1901-0" in found(some, "duplicates")[0]


def test_letters_that_were_misread(sound):
    """In the 1900s every ninth word lost its middle; numbers and names in all decades are none."""
    rng = np.random.default_rng(2)

    def misread(one):
        return " ".join(
            word if rng.random() > 1 / 9 or len(word) < 4 else f"{word[0]}1{word[2:]}"
            for word in one.text.split()
        )

    some = changed(sound, lambda one: year_of(one) < 1910, text=misread)
    assert "(1900s)" in found(some, "legibility")[0]


def test_what_did_not_come_in(sound):
    """Skipped inputs, an empty document, one without an author."""
    some = changed(sound, lambda one: one.id == "1921-0", text="", author="")
    result = check(Corpus.from_documents(some, [Skipped("x.pdf", "no text")]))
    said = " ".join(result.table.filter(check="omitted")["sentence"])
    assert "1 inputs were skipped" in said
    assert "1 of 120 documents hold no word" in said
    assert "1 of 120 documents have no author" in said


def test_concepts_that_are_absent_rare_or_names(sound):
    """Twelve uses of a phrase, nine of them a name; the others of the lexicon do not occur."""
    some = changed(
        sound,
        lambda one: year_of(one) in range(1910, 1922) and one.id.endswith("0"),
        text=lambda one: (
            one.text + (" the United Front" if year_of(one) < 1919 else " a united front")
        ),
    )
    known = lexicon("manifesto")
    said = " ".join(found(some, "concepts", lexicon=known))
    assert "united front (12)" in said
    assert "united front (75% of 12)" in said
    absent = check(Corpus.from_documents(some), lexicon=known).table.filter(check="concepts")
    assert absent["number"][0] < len(known)


def test_concepts_whose_words_happen_to_meet(sound):
    """Both words strewn everywhere are told; a name made of strewn words is told as a name."""
    rng = np.random.default_rng(3)
    common = ["new", "power", "people's", "assembly"]

    def strewn(one):
        drawn = [w if rng.random() > 0.2 else str(rng.choice(common)) for w in one.text.split()]
        return " ".join([*drawn, "before the People's Assembly"])

    some = changed(sound, lambda one: True, text=strewn)
    said = found(some, "concepts", lexicon=lexicon("manifesto"))
    (names,) = [one for one in said if "written as a name" in one]
    (words,) = [one for one in said if "happen to meet" in one]
    assert "people's assemblies" in names
    assert "new power" not in names
    assert words.startswith("1 of 50 concepts may be ordinary words that happen to meet: new power")
    uses = find("new power", Corpus.from_documents(some))
    n_uses, n_documents = len(uses), len(set(uses.document.tolist()))
    assert re.search(rf"of {n_uses} uses by chance; .* of \d+ in {n_documents} documents", words)


def test_slices_of_another_corpus_are_refused(sound):
    """The slices belong to the corpus that is checked."""
    with pytest.raises(ProvenanceError, match="another corpus"):
        check(Corpus.from_documents(sound), slices=slices(Corpus.from_documents(sound[:60])))


def test_an_empty_corpus_can_be_checked():
    """No documents: only what follows from that."""
    assert check(Corpus.from_documents([])).table.height == 0


def test_odd_characters_are_counted_where_they_stand():
    """Planted ones of each kind are counted, letters of any language are not, and both add up."""
    planted = {
        "lost": ("The peo\ufffdle want bre\ufffdd", 2),
        "private": ("The people\ue123 want bread", 1),
        "misread": ("GewÃ¤hrt wird das Brot â€žfür alleâ€\x9d", 3),
        "cyrillic": ("Ð¿ÐµÑ\x80Ð²Ñ‹Ð¹", 6),
        "control": ("The \x01people\x85 want", 1),
        "none": ("Âme, Ça, ÑANDÚ, Ðe, für • “alle” – 人民 і ѣ", 0),
        "ascii": ("The people want bread", 0),
    }
    made = [Document(name, text, language="en") for name, (text, _) in planted.items()]
    corpus = Corpus.from_documents(made)
    found_ = dict(zip(corpus.documents["id"], odd_characters(corpus).tolist(), strict=True))
    assert found_ == {name: n for name, (_, n) in planted.items()}
    share = dict(zip(corpus.documents["id"], unknown_share(corpus).tolist(), strict=True))
    assert share["ascii"] == 0
    # "peo", "le", "bre" and "d": known or not, the two lost characters count as two more.
    lost = ["the", "peo", "le", "want", "bre", "d"]
    known = is_unknown(corpus, "en")
    unknown = sum(bool(known[corpus.index.id_of(word)]) for word in lost)
    assert share["lost"] == pytest.approx((unknown + 2) / (len(lost) + 2))
    (said,) = [one for one in check(corpus).answer() if "misread encoding" in one]
    assert said.startswith("13 characters in 5 of 7 documents")
    assert "most in cyrillic (6), misread (3), lost (2) and 2 more" in said
