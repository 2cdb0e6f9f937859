"""The original files of every shared corpus, compared with its table row by row."""

import re
from collections import Counter
from pathlib import Path, PurePosixPath

import polars as pl
import pytest

import toolkit
from toolkit.corpus.dates import parse_date

SHARED = Path(__file__).parents[3] / "shared" / "corpora"
MESSAGES = (
    "P{}, {author}, A{} CONGRES{}, EL {date} | PERÚ {author}, A{} CONGRESO{}, EL {date}"
    " | , {author}, EL {date}"
)

# Where our date is not that of the table: it holds it (wider), lies in it (narrower), is another.
PERIODICALS = {
    "deleon_works_1884_1884-summer": "narrower",  # the page says summer
    "deleon_works_1886_1886-mar": "wider",  # the month is in the path upstream only
    "deleon_works_1889_1889-aug": "wider",
    "deleon_works_1895_950428": "wider",  # the day is in a line of the text: see heading= below
    "deleon_works_1895_950811": "wider",
    "deleon_works_1895_951020": "wider",
    "deleon_works_1896_960126": "wider",
    "deleon_works_1896_1896-jun07": "other",  # the page says 1898, its masthead and path 1896
    "deleon_works_1898_1898-jun26a": "other",  # the page says the 28th, its masthead the 26th
    "lenin_works_1895_misc_engels-bio": "narrower",  # the page says autumn
    "marx_works_1864_10_27": "wider",  # written from the 21st to the 27th
}
LESS = {
    "deleon_works_1898_1898-jun26a": 0.93,  # the table keeps the credits of the transcription
    "lenin_works_1914_granat_ch06": 0.94,  # the table leaves out the notes below the text
}
CASES = {
    "fomc_statements_en": ({}, {}, {}),
    "ungdc_en": ({"pattern": "{author}_{session}_{date}"}, {}, {}),
    # The table sets the day of inauguration by rule; the files say the year only.
    "inaugural_en": ({"pattern": "{date}-{author}"}, "wider", {}),
    "sotu_en": ({"metadata": "SOTU_metadata.csv"}, {}, {}),
    # The page says 1874, the list upstream 1899.
    "kropotkin_en": ({}, {"Christmas_In_Prison": "other"}, {}),
    "marxist_classics_en": ({}, PERIODICALS, LESS),
    "peru_messages_es": ({"heading": MESSAGES}, {}, {}),
}
# Authors that no file says: a constant of the series, and names that stand in a headline only.
UNNAMED = re.compile(r"fomc|deleon_works")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the shared corpora are not beside this checkout"
    ),
]


def rows_of(name):
    """Give the rows of a table by the stem of the file they came from."""
    table = pl.read_csv(SHARED / name / "documents.csv.gz", infer_schema=False)
    return {
        key: row
        for row in table.iter_rows(named=True)
        for key in (row["id"], PurePosixPath(row["source_path"]).stem)
    }


def words(text):
    """Count the words of a text."""
    return Counter(re.findall(r"\w+", text.casefold()))


def overlap(one, other):
    """Share of words, counted with their numbers, that two texts have in common."""
    a, b = words(one), words(other)
    return 2 * (a & b).total() / (a.total() + b.total())


def relation(span, text):
    """Say how a date lies to that of the table."""
    table = parse_date(text)
    ours = (span["start"], span["stop"])
    if ours == (table.start, table.stop):
        return "same"
    if ours[0] <= table.start and table.stop <= ours[1]:
        return "wider"
    return "narrower" if table.start <= ours[0] and ours[1] <= table.stop else "other"


def folded(name):
    """Reduce a name to plain letters: first names and spellings differ between sources."""
    plain = name.casefold().translate(str.maketrans("ëáéíóú", "eaeiou"))
    return set(re.findall(r"[a-z]{3,}", plain.replace("friedrich", "frederick")))


@pytest.mark.parametrize("name", CASES)
def test_originals_give_the_rows_of_the_table(name):
    """Dates, authors, languages and words agree; each exception is named above."""
    options, dates, less = CASES[name]
    corpus = toolkit.read(SHARED / name / f"raw-{name}", id="", **options)
    rows = rows_of(name)
    seen, language = Counter(), name[-2:]
    for place, found in enumerate(corpus.documents.iter_rows(named=True)):
        stem = PurePosixPath(found["id"]).name
        row = rows[stem] if stem in rows else rows[Path(found["source"]).stem]
        how = relation(found, row["date"])
        seen[how] += 1
        assert how == (dates if isinstance(dates, str) else dates.get(stem, "same")), stem
        assert overlap(corpus.text_at(place), row["text"]) >= less.get(stem, 0.95), stem
        assert found["language"] == language, stem
        if not UNNAMED.search(f"{name} {stem}"):
            assert folded(found["author"]) & folded(row["author"]), stem
    print(name, dict(seen))
    originals = [p for p in (SHARED / name / f"raw-{name}").iterdir() if p.suffix != ".csv"]
    assert sum(seen.values()) >= len(originals) - (name == "inaugural_en")


def test_a_line_of_the_text_gives_the_day():
    """With heading= the days that stand under the headlines of a newspaper come in."""
    name = "marxist_classics_en"
    corpus = toolkit.read(
        SHARED / name / f"raw-{name}", heading="People, {date} | Boston, Mass., {date}"
    )
    rows = rows_of(name)
    found = {row["id"]: row for row in corpus.documents.iter_rows(named=True)}
    for stem in ("1895_950428", "1895_950811", "1895_951020", "1896_960126"):
        stem = f"deleon_works_{stem}"
        assert relation(found[stem], rows[stem]["date"]) == "same", stem


def test_debates_give_speeches_and_their_day():
    """The day is that of the sitting, not of the encoding; speeches are counted by their header."""
    folder = SHARED / "format_samples_tei" / "raw-format_samples_tei"
    corpus = toolkit.read(folder)
    speeches = Counter()
    for row in corpus.documents.iter_rows(named=True):
        file = row["source"].partition("#")[0]
        speeches[file] += 1
        assert row["author"], row["source"]
        if day := re.search(r"\d{4}-\d\d-\d\d", file):
            assert (row["date"], row["language"]) == (day[0], "sl")
    for path in folder.iterdir():
        # A second, plainer way: the opening tags of utterances in the body.
        body = path.read_text(encoding="utf-8").partition("<body")[2]
        assert speeches[path.name] == len(re.findall(r"<u[\s>]", body)), path.name
    sittings = toolkit.read(folder, speakers="variables")
    assert len(sittings.documents) == len(speeches) == 4
    assert all(sittings.documents["speakers"])
