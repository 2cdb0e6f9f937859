"""The invented archive: one seed one archive, sizes as stated, and the truth found by counting."""

import hashlib
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import toolkit as rt
from toolkit.datasets.dice import Dice
from toolkit.datasets.planted import planted_archive
from toolkit.datasets.settings import EXPECTED, PlantedSettings
from toolkit.datasets.vocabulary import make_vocabulary
from toolkit.errors import OptionError

SEEDS = (0, 1)
STATED = PlantedSettings()


def fingerprint(archive):
    """Hash everything that a document carries."""
    told = [
        (d.id, d.text, str(d.date), d.title, d.author, d.source, dict(d.variables))
        for d in archive.documents
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed{seed}")
def archive(request):
    """Make a whole archive."""
    return planted_archive(seed=request.param)


@pytest.fixture(scope="module")
def small():
    """Make a small archive."""
    return planted_archive(seed=0, documents=150)


@pytest.fixture(scope="module")
def fields():
    """Map every form of every field word to its field."""
    return make_vocabulary(Dice(np.random.default_rng(0)), STATED).field_of()


def year_of(document):
    """Read the year of a document from its date as text."""
    return int(str(document.date)[:4])


def company(archive, concept, fields):
    """Count by document the field words in the sentences that name a concept."""
    name = re.compile(rf"\b{re.escape(concept)}\b")
    rows = []
    for document in archive.documents:
        near = Counter()
        for sentence in re.split(r"(?<=\.)\s+", document.text):
            if name.search(sentence):
                words = re.findall(r"[a-z]+(?:-[a-z]+)*", sentence.lower())
                near.update(fields[word] for word in words if word in fields)
        if near:
            rows.append((year_of(document), document.variables["school"], near))
    return rows


def main_shares(rows, one, other, keep):
    """Share of two fields in the company of the documents kept, over all their field words."""
    total = sum((near for year, school, near in rows if keep(year, school)), Counter())
    return total[one] / total.total(), total[other] / total.total()


def test_the_same_seed_gives_the_same_bytes(small):
    """Two archives of one seed are equal to the byte, in documents and in truth."""
    again = planted_archive(seed=0, documents=150)
    assert fingerprint(again) == fingerprint(small)
    assert again.truth.equals(small.truth)
    assert again.uses.equals(small.uses)


def test_another_seed_gives_another_country(small):
    """Texts, authors, places, and which concept does what, all change with the seed."""
    other = planted_archive(seed=1, documents=150)
    assert not {d.text for d in other.documents} & {d.text for d in small.documents}
    authors, others = ({d.author for d in one.documents} for one in (small, other))
    assert len(authors & others) < len(authors) / 5
    assert other.truth["concept"].to_list() != small.truth["concept"].to_list()


def test_size_and_span_are_as_stated(archive):
    """Documents, decades, tokens and types lie where the settings put them."""
    tokens = [len(d.text.split()) for d in archive.documents]
    decades = Counter(year_of(d) // 10 * 10 for d in archive.documents)
    assert len(archive.documents) == STATED.documents
    assert sorted(decades) == list(range(1900, 1990, 10))
    assert 0.5e6 < sum(tokens) < 1.1e6
    words = Counter(w for d in archive.documents for w in re.findall(r"[\w'-]+", d.text.lower()))
    assert 3000 < len(words) < 8000


def test_lengths_are_log_normal_as_stated(archive):
    """Median and log-sd of the lengths are those of the settings; the longest tenth has a third."""
    tokens = np.sort([len(d.text.split()) for d in archive.documents])[::-1]
    assert np.median(tokens) == pytest.approx(STATED.median_tokens, rel=0.12)
    assert np.log(tokens).std() == pytest.approx(STATED.spread, abs=0.1)
    assert 0.25 < tokens[: len(tokens) // 10].sum() / tokens.sum() < 0.45


def test_word_frequencies_fall_as_zipf_says(archive):
    """Among ranks 100 to 2000 the log frequency falls with the log rank, about one to one."""
    counts = Counter(w for d in archive.documents for w in re.findall(r"[\w'-]+", d.text.lower()))
    ordered = np.array(sorted(counts.values(), reverse=True)[100:2000], float)
    slope = np.polyfit(np.log(np.arange(101, 101 + len(ordered))), np.log(ordered), 1)[0]
    assert -1.6 < slope < -0.7


def test_uses_counted_in_the_text_are_the_planted_ones(archive):
    """A plain search finds each concept as often in each document as it was planted, no more."""
    planted = Counter(zip(archive.uses["id"], archive.uses["concept"], strict=True))
    found = Counter()
    for concept in archive.truth["concept"]:
        pattern = re.compile(rf"\b{re.escape(concept)}\b", re.IGNORECASE)
        for document in archive.documents:
            if n_found := len(pattern.findall(document.text)):
                found[document.id, concept] = n_found
    assert found == planted


def test_frequency_changes_where_it_says_and_nowhere_else(archive):
    """Rates rise or fall by about the stated fold; those of the others stay within it."""
    lengths = Counter()
    for document in archive.documents:
        lengths[year_of(document) // 30] += len(document.text.split())
    uses = Counter(
        (concept, year // 30)
        for concept, year in zip(archive.uses["concept"], archive.uses["year"], strict=True)
    )
    early, late = min(lengths), max(lengths)
    for row in archive.truth.iter_rows(named=True):
        if row["kind"] in ("newborn", "thin", "rare", "absent"):
            continue
        fold = (uses[row["concept"], late] / lengths[late]) / (
            uses[row["concept"], early] / lengths[early]
        )
        if row["kind"] == "frequency":
            assert (fold if row["size"] > 0 else 1 / fold) > 1.8, row
        else:
            assert 0.4 < fold < 2.5, row


def test_thin_rare_absent_and_newborn_are_so(archive):
    """The special cases have the number of uses, and the first use, that they should."""
    uses = archive.uses.group_by("concept").agg(n=pl.len(), first=pl.col("year").min())
    joined = archive.truth.join(uses, on="concept", how="left")
    by_kind = {row["kind"]: row for row in joined.iter_rows(named=True)}
    assert by_kind["absent"]["n"] is None
    assert by_kind["rare"]["n"] == STATED.rare_uses
    assert by_kind["thin"]["n"] < 400
    assert by_kind["newborn"]["first"] >= int(by_kind["newborn"]["when"][:4])


def test_every_concept_to_be_judged_has_uses_enough(archive):
    """In each decade at least 15 documents use each concept that is neither thin nor newborn."""
    table = (
        archive.uses.with_columns(decade=pl.col("year") // 10)
        .group_by("concept", "decade")
        .agg(n_documents=pl.col("id").n_unique(), n_uses=pl.len())
        .join(archive.truth, on="concept")
        .filter(~pl.col("kind").is_in(["thin", "newborn", "rare", "frequency"]))
    )
    kinds = dict(STATED.planted)
    n_judged = sum(kinds.values()) - sum(
        kinds[k] for k in ("thin", "newborn", "rare", "absent", "frequency")
    )
    assert table.height == STATED.decades * n_judged
    assert table["n_documents"].min() >= 15
    assert 60 < table["n_uses"].median() < 400


def test_planted_company_moves_and_that_of_decoys_does_not(archive, fields):
    """Counted in the text, the share of the old field falls by about the stated size."""
    uses = archive.uses
    for row in archive.truth.filter(pl.col("kind") == "sudden").iter_rows(named=True):
        one, other = re.search(r"from (\w+) to (\w+) in", row["note"]).groups()
        rows, year = company(archive, row["concept"], fields), int(row["when"][:4])
        before = main_shares(rows, one, other, lambda y, _, cut=year: y < cut)
        after = main_shares(rows, one, other, lambda y, _, cut=year: y >= cut)
        assert before[0] - after[0] == pytest.approx(row["size"], abs=0.15), row
        assert after[1] - before[1] == pytest.approx(row["size"], abs=0.15), row
    assert set(uses["field"]) <= set(fields.values())


def test_company_of_decoys_stands_still(archive):
    """No decoy differs between halves more often than chance: fields permuted over authors."""
    rng = np.random.default_rng(0)
    author = {d.id: d.author for d in archive.documents}
    p_values = []
    decoys = archive.truth.filter(pl.col("kind").is_in(["stable", "frequency", "thin"]))
    for concept in decoys["concept"]:
        uses = archive.uses.filter(pl.col("concept") == concept).with_columns(
            author=pl.col("id").replace_strict(author)
        )
        table = uses.pivot(on="field", index="author", values="id", aggregate_function="len")
        counts = table.fill_null(0).drop("author").to_numpy().astype(float)
        means = uses.group_by("author").agg(pl.col("year").mean())
        years = table.select("author").join(means, on="author", how="left")["year"].to_numpy()
        late = years >= 1945
        p_values.append(clustered_p(counts, late, rng))
    n_small = sum(p <= 0.05 for p in p_values)
    # Nine tests at .05: three or more small ones have probability .008.
    assert n_small <= 2, p_values


def clustered_p(counts, late, rng):
    """P of the chi-square of fields by half, whole authors exchanged, 199 times."""

    def chi_square(split):
        seen = np.array([counts[split].sum(0), counts[~split].sum(0)])
        wanted = np.outer(seen.sum(1), seen.sum(0)) / seen.sum()
        return ((seen - wanted) ** 2 / wanted).sum()

    first = chi_square(late)
    others = [chi_square(rng.permutation(late)) for _ in range(199)]
    return (1 + sum(other >= first for other in others)) / 200


def test_second_senses_enter_at_their_date(archive):
    """The field of a second sense has no use before the date but by the lesser fields."""
    for row in archive.truth.filter(pl.col("kind") == "split").iter_rows(named=True):
        sense = re.search(r"of (\w+), enters", row["note"]).group(1)
        uses = archive.uses.filter(pl.col("concept") == row["concept"])
        year, end = int(row["when"][:4]), int(row["until"][:4])
        early = uses.filter(pl.col("year") < year)["field"] == sense
        late = uses.filter(pl.col("year") >= end)["field"] == sense
        assert early.sum() == 0
        assert len(late) == 0 or late.mean() == pytest.approx(row["size"], abs=0.2)


def test_schools_and_genres_change_their_shares(archive):
    """Hearth gives way to Beacon, letters to newspapers, as the settings say."""
    spans = {"early": range(1900, 1930), "late": range(1960, 1990)}
    for name, value, start, end in (
        ("school", "Hearth", *STATED.school_share),
        ("genre", "newspaper", 0.12, 0.42),
        ("genre", "letter", 0.40, 0.12),
    ):
        shares = [
            np.mean([d.variables[name] == value for d in archive.documents if year_of(d) in span])
            for span in spans.values()
        ]
        # Thirty years at an end stand for a sixth of the way from it.
        wanted = [start + (end - start) / 6, end + (start - end) / 6]
        assert shares == pytest.approx(wanted, abs=0.07), (name, value)


def test_within_a_school_nothing_moves_but_the_pool_does(archive):
    """A concept that schools use differently moves with their shares, and in neither of them."""
    for row in archive.truth.filter(pl.col("kind") == "authors").iter_rows(named=True):
        one = re.search(r"of (\w+), Beacon", row["note"]).group(1)
        uses = archive.uses.filter(pl.col("concept") == row["concept"]).with_columns(
            late=pl.col("year") >= 1945, one=pl.col("field") == one
        )
        pooled = uses.group_by("late").agg(pl.col("one").mean()).sort("late")["one"]
        schools = uses.group_by("school", "late").agg(pl.col("one").mean()).sort("school", "late")
        hearth, beacon = (schools.filter(pl.col("school") == s)["one"] for s in STATED.schools)
        assert pooled[0] - pooled[1] > 0.08
        assert abs(hearth[0] - hearth[1]) < 0.15
        assert abs(beacon[0] - beacon[1]) < 0.15
        assert hearth.mean() - beacon.mean() == pytest.approx(row["size"], abs=0.2)


def test_authors_have_careers_and_one_school(archive):
    """No author writes in two schools or for longer than a life; several write in every year."""
    by_author = {}
    for document in archive.documents:
        by_author.setdefault(document.author, []).append(document)
    for documents in by_author.values():
        assert len({d.variables["school"] for d in documents}) == 1
        assert max(map(year_of, documents)) - min(map(year_of, documents)) < 60
    active = Counter(
        (decade, next(iter(documents)).variables["school"])
        for documents in by_author.values()
        for decade in {year_of(d) // 10 for d in documents}
    )
    assert min(active.values()) >= 8


def test_words_come_in_bursts():
    """With the urn a document says a word of its own again more often than with fresh draws."""
    shares = {}
    for urn in (STATED.urn, 1e9):
        made = planted_archive(seed=0, settings=replace(STATED, documents=300, urn=urn))
        texts = [Counter(re.findall(r"[a-z-]+", d.text.lower())) for d in made.documents]
        totals = sum(texts, Counter())
        middling = [word for word, n in totals.items() if 10 <= n <= 60]
        said = sum(word in text for text in texts for word in middling)
        again = sum(text[word] > 1 for text in texts for word in middling)
        shares[urn] = again / said, (again / said**2) ** 0.5
    (bursty, noise), (fresh, other) = shares[STATED.urn], shares[1e9]
    assert bursty - fresh > 4 * (noise**2 + other**2) ** 0.5, shares


def test_concepts_come_in_clumps(archive):
    """Uses per document vary more than a Poisson number would, as the negative binomial says."""
    lengths = {d.id: len(d.text.split()) for d in archive.documents}
    for row in archive.truth.filter(pl.col("kind") == "stable").iter_rows(named=True):
        uses = archive.uses.filter(pl.col("concept") == row["concept"])
        counts = Counter(uses["id"])
        seen = np.array([counts[name] for name in lengths], float)
        mean = np.array(list(lengths.values()), float) * seen.sum() / sum(lengths.values())
        # Negative binomial: the variance is mean + mean squared / shape; authors add to it.
        extra = ((seen - mean) ** 2 - mean).sum() / (mean**2).sum()
        assert 0.5 / STATED.clumping < extra < 4 / STATED.clumping, (row, extra)


def test_sentences_are_sentences(archive):
    """Each begins with a capital and ends in a stop; nothing is left of slots or double spaces."""
    for document in archive.documents:
        text = document.text
        assert not re.search(r"[{}]|  | ,|\.\.|,,", text), document.id
        for paragraph in text.split("\n\n"):
            assert re.fullmatch(r"(?:[A-Z][^.]*\.(?: |$))+", paragraph), paragraph
        assert not re.search(r"[{}]", document.title + document.source)


def test_articles_fit_the_next_word(archive):
    """`an` stands before a vowel and `a` before a consonant, in sound, throughout."""
    wrong = Counter()
    for document in archive.documents:
        for article, word in re.findall(r"\b([Aa]n?) ([a-z]+)", document.text):
            vowel = word[0] in "aeiou" and not word.startswith(("uni", "one", "use"))
            vowel |= word.startswith(("hour", "honest", "heir", "unl", "unp", "uns", "und", "unf"))
            vowel |= word.startswith(("uno", "unr", "uni")) and word.startswith("unin")
            if (article.lower() == "an") != vowel:
                wrong[f"{article} {word}"] += 1
    assert not wrong


def test_no_sentence_says_a_word_twice_in_a_row(archive):
    """Slots of one kind in a sentence are filled with different words, but in a rare case."""
    twice, sentences = 0, 0
    for document in archive.documents[:300]:
        for text in re.findall(r"[^.]+\.", document.text):
            sentences += 1
            twice += bool(re.search(r"\bthe (\S+) and the \1\b", text))
    assert twice < sentences / 500


def test_documents_say_who_where_and_what(archive):
    """Each document bears title, author, source, language, a date, and the three variables."""
    for document in archive.documents:
        assert all((document.title, document.author, document.source, document.language == "en"))
        assert set(document.variables) == {"genre", "school", "place"}
        assert document.date.precision == (
            "year" if document.variables["genre"] == "pamphlet" else "day"
        )
    assert len({d.id for d in archive.documents}) == len(archive.documents)


def test_the_archive_makes_a_corpus(small):
    """The documents enter a corpus as they are, and a concept is found there as often."""
    corpus = rt.Corpus.from_documents(small.documents)
    row = small.truth.row(0, named=True)
    uses = small.uses.filter(pl.col("concept") == row["concept"]).height
    assert len(corpus) == 150
    assert rt.find(row["pattern"], corpus).table.height == uses


def test_the_truth_names_every_kind(archive):
    """One row per concept, as many of each kind as the settings plant, dates inside the span."""
    kinds = Counter(archive.truth["kind"])
    assert kinds == dict(STATED.planted)
    assert archive.truth["concept"].n_unique() == archive.truth.height
    assert set(archive.truth["expected"]) == set(EXPECTED.values())
    assert archive.truth.filter(pl.col("expected") == "change")["when"].null_count() == 0
    assert all(1900 < int(when[:4]) < 1990 for when in archive.truth["when"].drop_nulls())


def test_settings_are_what_the_archive_is_made_from():
    """A number changed in the settings changes the archive; too few documents are refused."""
    calm = replace(STATED, documents=200, fold=1.0)
    archive = planted_archive(seed=0, settings=calm)
    assert archive.settings == calm
    assert len(archive.documents) == 200
    with pytest.raises(OptionError, match="at least 50"):
        planted_archive(documents=10)
