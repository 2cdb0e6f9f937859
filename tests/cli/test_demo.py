"""The demo: what it writes, its rule of finding, and what the verb says of it."""

import csv
import io
import json

import polars as pl
import pytest

from toolkit.change.base import DRIFT_COLUMNS, DriftSeries
from toolkit.datasets import demo as demonstration
from toolkit.datasets.demo import LEVEL, RULE, Demo, demo, finding

COLUMNS = [
    *("concept", "kind", "held", "expected", "when", "until", "found", "found_when", "value"),
    *("q_value", "p_control", "verdict"),
]
BLANK = dict.fromkeys(DRIFT_COLUMNS) | {"n_units": 9, "n_documents": 9, "n_occurrences": 9}
JUDGED = dict.fromkeys(("value", "low", "high", "null_low", "null_high", "p_value"), 0.5)


def series(*slices):
    """Make a series of (q_value, p_control), None for a slice that was not judged."""
    rows = [
        BLANK
        | {"slice": f"{1900 + 10 * k}s"}
        | ({} if one is None else JUDGED | {"q_value": one[0], "p_control": one[1]})
        for k, one in enumerate(slices)
    ]
    table = pl.DataFrame(rows, infer_schema_length=None)
    numbers = [pl.col(name).cast(pl.Float64) for name in (*JUDGED, "q_value", "p_control")]
    return DriftSeries("x", "cosine", "ppmi", table.with_columns(numbers))


@pytest.mark.parametrize(
    ("slices", "found", "when"),
    [
        ([None, None], None, None),
        ([None, (0.5, 0.5), (0.01, 0.9), (0.05, None)], True, "1920s"),
        ([None, (0.01, 0.04), (0.5, 0.5), (0.01, 0.01)], False, None),
        ([None, (0.01, 0.01), (0.01, 0.01), (0.06, 0.01)], False, None),
        ([None, (0.01, 0.01)], False, None),
        ([None, (0.01, 0.06), None, (0.01, 0.01)], True, "1910s"),
    ],
)
def test_the_rule_is_what_its_sentence_says(slices, found, when):
    """A last run of at least two judged slices of q ≤ 0.05, dated to its first."""
    assert f"{LEVEL}" in RULE
    told = finding(series(*slices))
    assert (told.found, told.when) == (found, when)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Run the demo once, on a smaller archive."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    return folder, demo(folder, seed=3, documents=200)


def test_it_writes_a_report_figures_and_tables(made):
    """A page, a figure and a table for every concept, the truth, and a corpus to go on with."""
    folder, result = made
    page = (folder / "report.html").read_text("utf-8")
    concepts = result.table.filter(pl.col("held").is_null())["concept"]
    assert all(path.stat().st_size for path in result.files)
    assert len(list((folder / "figures").glob("drift-*.svg"))) == concepts.len()
    assert len(list((folder / "tables").glob("drift-*.csv"))) == concepts.len()
    assert all(name.replace("'", "&#39;") in page for name in concepts)
    assert (folder / "archive.corpus" / "CURRENT").is_file()


def test_truth_stands_beside_finding_for_every_concept(made):
    """One row a concept, one more for each that moves with the mix; the file is the table."""
    folder, result = made
    text = (folder / "tables" / "truth-beside-finding.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    truth = pl.read_csv(folder / "tables" / "truth.csv")
    mixed = truth.filter(pl.col("expected") == "mix").height
    assert result.table.columns == COLUMNS
    assert len(rows) == truth.height + mixed
    assert [row["verdict"] for row in rows] == result.table["verdict"].to_list()


def test_the_verb_prints_the_table_and_says_the_rule(made, monkeypatch, rhetoric):
    """Truth beside finding on stdout, the rule and the score on stderr, disagreements doubted."""
    _, result = made
    asked = []
    monkeypatch.setattr(demonstration, "demo", lambda *a, **k: asked.append((a, k)) or result)
    code, out, err = rhetoric("demo", "-o", "somewhere", "--seed", 5, "--format", "json")
    assert code == 0
    assert json.loads(out) == result.table.to_dicts()
    assert err.splitlines()[0] == RULE
    assert [str(a[0][0]) for a in asked] == ["somewhere"]
    assert asked[0][1] == {"seed": 5}
    doubts = [line for line in err.splitlines() if line.startswith("doubt: ")]
    assert len(doubts) == len(result.disagreements())


def test_strict_exits_3_where_finding_is_not_truth(made, monkeypatch, rhetoric):
    """A missed change is a doubt."""
    _, result = made
    missed = Demo(result.table.with_columns(verdict=pl.lit("missed")), result.files)
    monkeypatch.setattr(demonstration, "demo", lambda *_, **__: missed)
    assert rhetoric("demo", "--strict").code == 3
    assert "missed" in rhetoric("demo").err
