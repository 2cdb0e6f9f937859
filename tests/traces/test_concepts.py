"""Concepts of the target, key phrases, first attestation, careers, carriers and company."""

import numpy as np
import polars as pl
import pytest

from toolkit.concepts.concept import Concept
from toolkit.concepts.find import find
from toolkit.concepts.lexicon import Lexicon
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import UnknownNameError
from toolkit.traces.careers import broken, career, peak_of
from toolkit.traces.company import carriers, company
from toolkit.traces.concepts import sought
from toolkit.traces.first import coverage, first_use
from toolkit.traces.phrases import key_phrases, more_than
from toolkit.traces.target import target_of

FILL = "the mill and the market saw bread in the morning and nobody asked for more of it"
LEXICON = Lexicon("small", {"war": Concept("war", ["people's war", "war"], point=2),
                            "army": Concept("army", "army", point=1)})  # fmt: skip


def corpus_of(*rows):
    """Make an archive of (id, date, text, author) rows."""
    return Corpus.from_documents(
        Document(name, text, parse_date(date) if date else None, author=author, language="en")
        for name, date, text, author in rows
    )


@pytest.fixture(scope="module")
def archive():
    """Forty years of filler, a few uses of an army, a fixed phrase."""
    rows = [(f"{year}", str(year), f"{FILL} {FILL}", f"a{year % 3}") for year in range(1900, 1940)]
    rows[20] = ("1920", "1920", f"{FILL} an army of the iron brotherhood marched {FILL}", "a1")
    for k in range(25, 32):
        name, date, text, author = rows[k]
        rows[k] = (name, date, f"{text} the army and the iron brotherhood", author)
    return corpus_of(*rows)


def made(archive, text, **more):
    """Gather the concepts of a target."""
    target = target_of(Document("t", text, language="en"), archive)
    return sought(target, more.pop("lexicon", None), more.pop("phrases", 10), **more)


def test_key_phrases_belong_together_and_are_the_targets_own(archive):
    """A term that the target repeats and its parts share is found; filler is not."""
    text = f"The iron brotherhood. {'Iron brotherhood for all! ' * 5}{FILL} {FILL}"
    target = target_of(Document("t", text, language="en"), archive)
    found = key_phrases(target, 10)
    assert found["concept"].to_list() == ["iron brotherhood"]
    assert found.select("n_target", "n_archive").row(0) == (6, 8)


def test_log_likelihood_is_that_of_a_table_of_four():
    """As the G statistic of scipy without correction."""
    from scipy.stats import chi2_contingency

    a, n, b, m = 12.0, 300.0, 20.0, 2_000.0
    wanted = chi2_contingency([[a, n - a], [b, m - b]], correction=False, lambda_="log-likelihood")
    found = more_than(*(np.array([one]) for one in (a, n, b, m)))
    assert found[0] == pytest.approx(wanted.statistic)
    assert more_than(*(np.array([one]) for one in (b, m, a, n)))[0] == 0


def test_concepts_of_the_lexicon_are_traced_with_their_places(archive):
    """Those that the target lacks too; a place is where the text says it is."""
    text = "A people's war needs an army."
    found = made(archive, text, lexicon=LEXICON)
    assert [one.name for one in found.concepts] == ["war", "army"]
    places = {row["concept"]: text[row["start"] : row["stop"]] for row in found.places.to_dicts()}
    assert places == {"war": "people's war", "army": "army"}


def test_a_user_adds_drops_and_merges(archive):
    """Names that are none are refused with the near ones."""
    text = "A people's war needs an army and bread."
    found = made(archive, text, lexicon=LEXICON, add=["bread"], drop=["army"])
    assert [one.name for one in found.concepts] == ["war", "bread"]
    merged = made(archive, text, lexicon=LEXICON, merge={"force": ["war", "army"]})
    (one,) = merged.concepts
    assert (one.name, one.point, len(merged.places)) == ("force", 2, 2)
    with pytest.raises(UnknownNameError, match="army"):
        made(archive, text, lexicon=LEXICON, drop=["arm"])


def test_first_attestation_knows_what_lies_before(archive):
    """The first of eight documents, the twenty before it, and how likely their silence is."""
    row = first_use(find("army", archive))
    lengths = archive.documents["n_tokens"].to_list()
    assert (row["first"], row["first_id"], row["n_documents"]) == ("1920", "1920", 8)
    assert row["n_before"] == sum(lengths[:20])
    assert row["share_before"] == pytest.approx(sum(lengths[:20]) / sum(lengths))
    # Of the nine documents of the ten years after, five have it.
    after = lengths[21:30]
    assert row["silence"] == pytest.approx((1 - 5 / 9) ** (sum(lengths[:20]) / np.mean(after)))
    assert "upper bound" in coverage(find("army", archive))


def test_uncertain_dates_leave_the_first_use_uncertain():
    """The document whose date ends first is the first for sure; an earlier start is possible."""
    archive = corpus_of(
        ("wide", "1900/1950", "an army", ""),
        ("sure", "1910", "an army", ""),
        ("no", "", "army", ""),
    )
    row = first_use(find("army", archive))
    assert (row["first_id"], row["first_low"], row["first_high"]) == (
        *("sure", "1900-01-01", "1910-12-31"),
    )
    assert row["n_undated"] == 1


def test_what_the_archive_lacks_is_said_with_what_it_covers(archive):
    """No use: all words could have held it, in a language that the concept has patterns for."""
    assert "does not occur in the" in coverage(find("zzz", archive))
    row = first_use(find(Concept("krieg", {"de": "krieg*"}), archive))
    assert (row["n_occurrences"], row["n_before"], row["first"]) == (0, 0, None)


def test_careers_peak_where_use_is_sure_and_break(archive):
    """Uses add up; one use in a thin slice is no peak; no breaks below twenty uses."""
    hits = find("army", archive)
    table = career(hits, slices(archive), 0.95)
    assert table["n_occurrences"].to_list() == [0, 0, 6, 2]
    assert peak_of(table) == "1920s"
    assert len(broken(hits, slices(archive), 0.95, 7)) == 0
    thin = pl.DataFrame({"slice": ["a", "b"], "rate": [50.0, 9.0], "low": [None, 6.0]})
    assert peak_of(thin) == "b"


def test_carriers_and_company_are_counted(archive):
    """Shares of uses beside shares of tokens; words near it, its own left out."""
    hits = find("army", archive)
    rows = carriers(hits)
    assert {row["variable"] for row in rows} == {"author"}
    assert sum(row["n_occurrences"] for row in rows) == len(hits)
    assert rows[0]["share"] == rows[0]["n_occurrences"] / 8
    near = {row["word"]: row for row in company(hits)}
    assert {"iron", "brotherhood"} <= set(near)
    assert "army" not in near
    assert near["iron"]["n_near"] == 8


def test_a_concept_nobody_uses_has_no_career(archive):
    """Empty rows, no peak, no carriers, no company."""
    hits = find("zzz", archive)
    assert peak_of(career(hits, slices(archive), 0.95)) is None
    assert carriers(hits) == company(hits) == []
