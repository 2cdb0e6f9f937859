"""Sample and agree: blind, stratified, repeatable; labels come back to their passages."""

import numpy as np
import polars as pl
import pytest

import toolkit as rt
from toolkit.change.coding import HIDDEN, SHEET
from toolkit.change.passage_codes import code_of, position_of
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.errors import OptionError, ProvenanceError, ReadError, UnknownNameError


def archive(documents=40, seed=0):
    """Write texts in which `front` is one of states before 1910, one of weather from then on."""
    rng = np.random.default_rng(seed)
    made = []
    for k in range(documents):
        year = 1900 + 20 * k // documents
        near = "states" if rng.random() < (0.9 if year < 1910 else 0.2) else "weather"
        texts = [
            f"in {year} a {near} front of word{rng.integers(99)} came" for _ in range(1 + k % 3)
        ]
        made.append(Document(f"d{k}", " . ".join(texts), parse_date(str(year)), author=f"a{k % 7}"))
    return Corpus.from_documents(made)


@pytest.fixture(scope="module")
def corpus():
    """Make the archive."""
    return archive()


def coded(sheet, wrong=0.0, seed=0):
    """Code a sheet by what stands before the match, some labels wrong."""
    rng = np.random.default_rng(seed)
    truth = ["states" if "states" in left.split()[-1] else "weather" for left in sheet["left"]]
    flip = rng.random(len(truth)) < wrong
    said = [
        t if not f else "weather" if t == "states" else "states"
        for t, f in zip(truth, flip, strict=True)
    ]
    return sheet.with_columns(sense=pl.Series(said), relevant=pl.lit("yes"))


def test_the_sheet_is_blind(corpus):
    """No date, author or id; years in the context are hidden; questions stand empty."""
    sheet = rt.sample("front", corpus, n=30, questions=["relevant", "sense"])
    assert sheet.columns == [*SHEET, "relevant", "sense"]
    text = " ".join(sheet["left"].to_list() + sheet["right"].to_list())
    assert HIDDEN in text
    assert not any(str(year) in text for year in range(1900, 1920))
    assert set(sheet["sense"]) == {""}


def test_strata_are_filled_evenly_and_what_is_short_is_made_up(corpus):
    """Half of the passages from each decade; a stratum with few gives all, the other the rest."""
    sheet = rt.sample("front", corpus, n=20)
    rows = [position_of(corpus, code) for code in sheet["passage"]]
    documents = corpus.index.documents_of(np.array(rows))
    early = np.isin(documents, rt.slices(corpus)["1900s"].documents)
    assert early.sum() == 10
    few = rt.slices(corpus, edges=[1900, 1901, 1920])
    n_few = len(rt.find("front", corpus).position) - 60
    sheet = rt.sample("front", corpus, n=60, slices=few)
    rows = np.array([position_of(corpus, code) for code in sheet["passage"]])
    first = np.isin(corpus.index.documents_of(rows), few[0].documents)
    uses = np.isin(rt.find("front", corpus).document, few[0].documents).sum()
    assert first.sum() == uses
    assert len(sheet) == 60
    assert n_few > 0


def test_same_seed_same_sheet_other_seed_other_sheet(corpus):
    """The draw can be repeated, and is a draw."""
    one, two = (rt.sample("front", corpus, n=20, seed=3) for _ in range(2))
    assert one.equals(two)
    assert not one.equals(rt.sample("front", corpus, n=20, seed=4))


def test_every_use_is_as_likely_as_any_other():
    """Over many seeds each use of a stratum is drawn about equally often."""
    small = archive(documents=12)
    whole = rt.slices(small, edges=[1900, 1920])
    hits = rt.find("front", small)
    drawn = np.zeros(len(hits))
    for seed in range(400):
        sheet = rt.sample("front", small, n=6, slices=whole, seed=seed)
        rows = [position_of(small, code) for code in sheet["passage"]]
        drawn[np.searchsorted(hits.position, rows)] += 1
    expected = 400 * 6 / len(hits)
    assert np.abs(drawn - expected).max() < 4 * np.sqrt(expected)


def test_names_of_passages_lead_back_and_only_in_their_corpus(corpus):
    """Every position comes back; another corpus, or a typing error, is refused."""
    names = [code_of(corpus, k) for k in range(corpus.n_tokens)]
    assert len(set(names)) == corpus.n_tokens
    assert [position_of(corpus, name) for name in names] == list(range(corpus.n_tokens))
    other, refused = archive(documents=39), 0
    for name in names[:200]:
        try:
            position_of(other, name)
        except ProvenanceError:
            refused += 1
    assert refused >= 195
    with pytest.raises(ProvenanceError):
        position_of(corpus, "nonsense")


def test_perfect_coders_agree_and_their_shares_are_the_truth(corpus):
    """Alpha 1; the share of each decade is that of the passages drawn; p tells that it moved."""
    sheet = rt.sample("front", corpus, n=60)
    found = rt.agree([coded(sheet), coded(sheet)], corpus)
    row = found.table.filter(pl.col("question") == "sense").row(0, named=True)
    assert (row["alpha"], row["n_both"], row["n_coders"]) == (1.0, 60, 2)
    assert row["p_value"] == pytest.approx(0.001)
    shares = found.shares.filter(pl.col("label") == "states")
    assert shares["share"][0] > 0.6 > 0.5 > shares["share"][1]
    assert (shares["low"] <= shares["share"]).all()
    assert shares["p_value"][0] <= 0.01


def test_order_of_rows_does_not_matter_and_gaps_are_gaps(corpus):
    """A shuffled sheet and one half empty: alpha over what both coded."""
    sheet = rt.sample("front", corpus, n=40)
    one = coded(sheet, 0.1)
    two = coded(sheet, 0.1, seed=1).sample(fraction=1.0, shuffle=True, seed=1)
    half = two.with_columns(
        sense=pl.when(pl.int_range(pl.len()) < 20).then("sense").otherwise(pl.lit(""))
    )
    found = rt.agree([one, half], corpus).table.filter(pl.col("question") == "sense")
    assert found["n_both"][0] == 20
    assert found["low"][0] <= found["alpha"][0] <= found["high"][0]


def test_random_labels_give_no_agreement(corpus):
    """Coders who toss coins: alpha within what dealt labels give, in nearly all of 40 pairs."""
    sheet = rt.sample("front", corpus, n=40)
    found = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        both = [sheet.with_columns(sense=pl.Series(rng.choice(["a", "b"], 40))) for _ in range(2)]
        row = rt.agree(both, corpus, resamples=99, seed=seed).table.row(0, named=True)
        found.append(row["p_value"] <= 0.05)
    assert np.mean(found) <= 0.05 + 2.58 * np.sqrt(0.05 * 0.95 / 40)


def test_labels_stand_in_for_senses_and_beside_other_results(corpus):
    """They are drawn as senses are; a rate stands in the next column."""
    sheet = rt.sample("front", corpus, n=60)
    found = rt.agree([coded(sheet)], corpus)
    senses = found.senses("sense")
    assert rt.plot.senses(senses).get_title(loc="left")
    rates = rt.frequency(rt.find("front", corpus))
    beside = found.beside(rates).filter(pl.col("question") == "sense")
    assert beside["other"].to_list()[::2] == rates.table["rate"].to_list()
    assert "one coder" in " ".join(found.doubts)
    with pytest.raises(UnknownNameError):
        found.senses("stance")


def test_files_of_a_spreadsheet_are_read(corpus, tmp_path):
    """Semicolons and a byte order mark, as spreadsheets write them."""
    sheet = coded(rt.sample("front", corpus, n=20))
    path = tmp_path / "code.csv"
    path.write_bytes(b"\xef\xbb\xbf" + sheet.write_csv(separator=";").encode())
    assert rt.agree([path, sheet], corpus).table["alpha"].drop_nulls().to_list() == [1.0]


def test_what_does_not_fit_is_refused(corpus, tmp_path):
    """No use, no question, no file, two concepts, a sheet without passages."""
    with pytest.raises(OptionError):
        rt.sample("nowhere", corpus)
    with pytest.raises(OptionError):
        rt.sample("front", corpus, questions=["left"])
    with pytest.raises(ReadError):
        rt.agree([tmp_path / "none.csv"], corpus)
    with pytest.raises(ReadError):
        rt.agree([pl.DataFrame({"sense": ["a"]})], corpus)
    both = [rt.sample(name, corpus, n=5) for name in ("front", "came")]
    with pytest.raises(OptionError):
        rt.agree(both, corpus)
