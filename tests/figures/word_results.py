"""Results about words made by hand, planted so that each case occurs."""

import runpy
from pathlib import Path

import polars as pl

from toolkit.change import (
    bands,
    bursts,
    collocates,
    complexity,
    events,
    keyness,
    leads,
    shift,
    turnover,
)
from toolkit.change import (
    trajectory_table as ways,
)
from toolkit.change.finding import Finding

WORDS = ("opinion", "trust", "weather", "fear", "hope", "carbon", "emission", "warming")
SLICES = ("1950s", "1960s", "1970s", "1980s", "1990s")
HEAD = {
    **{"slice": "1990s", "start": "1990-01-01", "stop": "2000-01-01", "baseline": "1950s"},
    **{"unit": "document"},
}


def collocate_table(concept="climate", n=8):
    """Make three words a slice that climb by one; the second slice is thin."""
    rows = []
    for k, label in enumerate(SLICES[:n]):
        uses = (420, 3, 260, 75, 640)[k]
        head = dict.fromkeys(collocates.SCHEMA) | {
            **{"concept": concept, "slice": label, "start": f"{label[:4]}-01-01"},
            **{"stop": f"{int(label[:4]) + 10}-01-01", "year": float(label[:4]) + 5.0},
            **{"unit": "document", "n_documents": (210, 2, 122, 31, 240)[k]},
            "n_occurrences": uses,
        }
        words = [] if uses < 10 else [concept[:9] or "x", *WORDS[k : k + 3]]
        rows += [
            head
            | {"collocate": word, "rank": rank, "n_near": 12, "n_units": 9, "log_dice": 9.0 - rank}
            | {"low": 8.0 - rank, "high": 9.5 - rank, "null_low": 6.0, "null_high": 7.5}
            | {"log_likelihood": 40.0, "support": 0.9, "p_value": 0.01, "p_floor": 0.01}
            | {"q_value": 0.02 if rank % 2 else 0.4}
            for rank, word in enumerate(words, 1)
        ] or [head]
    return Finding("collocates", concept, pl.DataFrame(rows, schema=collocates.SCHEMA), ("Said.",))


def _rows(concept, n, schema, value, more):
    rows = []
    for k in range(n):
        size = 2.0 - 4.0 * k / max(1, n - 1)
        row = dict.fromkeys(schema) | HEAD | {"word": WORDS[k % 8] if k else concept[:12] or "x"}
        row |= {value: size, "low": size - 0.4, "high": size + 0.4}
        row |= {"null_low": -0.5, "null_high": 0.5, "p_value": 0.01, "p_floor": 0.005}
        rows.append(row | {"q_value": 0.02 if k % 2 else 0.3} | more(k, size))
    return pl.DataFrame(rows, schema=schema)


def keyness_table(concept="climate", n=8):
    """Make words from four times as often to a quarter as often."""

    def counts(k, _):
        return {"n_tokens": 420 - k, "baseline_tokens": 210 + k, "n_units": 30}

    table = _rows(concept, n, keyness.SCHEMA, "log_ratio", counts)
    return Finding("keyness", "all words", table, ("Said.",))


def shift_table(concept="climate", n=8):
    """Make contributions of words that came and of words that went."""

    def counts(k, size):
        some = {"concept": concept, "n_near": 420 - k, "baseline_near": 210 + k}
        some |= {"share": 0.1 + size / 100, "baseline_share": 0.1, "contribution": abs(size) / 1000}
        some |= {"low": 0.0, "high": abs(size) / 500, "null_low": 0.0, "null_high": 0.0005}
        whole = ("divergence", "divergence_low", "divergence_high", "divergence_null")
        return some | dict.fromkeys(whole, 0.4) | {"divergence_p": 0.01}

    return Finding("shift", concept, _rows(concept, n, shift.SCHEMA, "contribution", counts), ("",))


def turnover_table(concept="climate", n=8):
    """Make neighbours that came nearer and neighbours that went."""

    def counts(k, _):
        some = {"concept": concept, "kind": "gained" if k < n / 2 else "lost", "rank": k + 1}
        some |= {"baseline_rank": 1200 - k, "n_occurrences": 420, "n_documents": 210}
        return some | {"baseline_occurrences": 90, "baseline_documents": 60}

    return Finding("turnover", concept, _rows(concept, n, turnover.SCHEMA, "change", counts), ("",))


def complexity_table(concept="climate", n=8):
    """Make a fall over five slices, the second without a text that is long enough."""
    rows = []
    for k, label in enumerate(SLICES[:n]):
        counts = {"n_units": 420 - 210 * k, "n_documents": 420 if k == 0 else 210, "n_tokens": 9000}
        row = dict.fromkeys(complexity.SCHEMA) | counts | {"n_counted": 800, "n_short": 0}
        row |= {"measure": "sentence_length", "slice": label, "start": f"{label[:4]}-01-01"}
        row |= {"stop": f"{int(label[:4]) + 10}-01-01", "year": float(label[:4]) + 5.0}
        if k != 1:
            row |= {"value": 40.0 - 5 * k, "low": 37.0 - 5 * k, "high": 44.0 - 5 * k}
            row |= {"null_low": 28.0, "null_high": 33.0, "p_value": 0.01, "q_value": 0.02}
        rows.append(row | {"unit": "document"})
    table = pl.DataFrame(rows, schema=complexity.SCHEMA)
    return Finding("complexity", concept, table, ("Said.",))


def burst_table(concept="climate", n=8):
    """Make a burst of two slices among five."""
    labels = SLICES[:n]
    counts = pl.DataFrame(
        {
            "slice": labels,
            "start": [f"{label[:4]}-01-01" for label in labels],
            "stop": [f"{int(label[:4]) + 10}-01-01" for label in labels],
            "year": [float(label[:4]) + 5 for label in labels],
            "n_documents": [420] * len(labels),
            "n_relevant": [20, 210, 180, 15, 0][: len(labels)],
        }
    )
    row = {"concept": concept, "first": "1960s", "last": "1970s", "start": "1960-01-01"}
    row |= {"stop": "1980-01-01", "level": 1, "n_slices": 2, "n_documents": 840}
    row |= {"n_relevant": 390, "weight": 80.0, "p_value": 0.005, "p_floor": 0.005}
    table = pl.DataFrame([row], schema=bursts.SCHEMA)
    return Finding("bursts", concept, table, ("Said.",), (), counts)


def band_table(concept="climate", n=8):
    """Make a band around a drift series."""
    made = runpy.run_path(str(Path(__file__).with_name("results.py")))
    series = made["drift_series"](concept, n=n)
    known = series.table.drop_nulls("value")
    table = known.select("slice", "year", "value", "null_low", "null_high").with_columns(
        band_low=pl.col("null_low") * 1.5,
        band_high=pl.col("null_high") * 1.5,
        p_value=pl.lit(0.01),
        p_series=pl.lit(0.04),
    )
    return Finding("bands", concept, table.select(list(bands.SCHEMA)), ("Said.",), (), series)


def event_table(concept="climate", n=8):
    """Make an event that stands above its placebo dates."""
    rows = []
    for k in range(n):
        row = dict.fromkeys(events.SCHEMA) | {"kind": "placebo" if k else "event"}
        row |= {"date": f"{1950 + 3 * k}-01-01", "year": 1950.0 + 3 * k, "value": 0.1 + 0.02 * k}
        rows.append(row | {"low": 0.0, "high": 0.4, "uses_before": 420, "uses_after": 210})
    rows[0] |= {"value": 0.6, "low": 0.4, "high": 0.9, "p_value": 0.001, "p_placebo": 0.04}
    return Finding("event", concept, pl.DataFrame(rows, schema=events.SCHEMA), ("Said.",))


def lead_table(concept="climate", n=8):
    """Make a series that leads by a slice."""
    rows = [
        {"lag": lag, "n_slices": 9 - abs(lag), "correlation": 0.8 if lag == 1 else 0.1 * lag}
        | {"p_value": 0.03 if lag == 1 else 0.6, "p_floor": 0.03}
        for lag in range(-2, 3)
    ]
    return Finding(
        "lead", f"{concept} and {n}", pl.DataFrame(rows, schema=leads.SCHEMA), ("Said.",)
    )


def trajectory_table(concept="climate", n=8):
    """Make a way of five slices, the second thin, among eight words in two fields."""
    rows = []
    for k, label in enumerate(SLICES[:n]):
        uses, documents = ((420, 210), (3, 2), (260, 122), (75, 31), (640, 240))[k]
        row = {"kind": "slice", "name": label, "start": f"{label[:4]}-01-01", "unit": "document"}
        row |= {"stop": f"{int(label[:4]) + 10}-01-01", "year": float(label[:4]) + 5.0}
        row |= {"n_units": documents, "n_documents": documents, "n_occurrences": uses}
        if uses > 10:
            row |= {"x": k / 4 - 0.5, "y": 0.1 * (-1) ** k, "major": 0.2, "minor": 0.08}
            row |= {"angle": 30.0 * k - 60.0}
        if k > 1:
            row |= {"baseline": SLICES[k - 1 - (k == 2)], "value": 0.2, "low": 0.1, "high": 0.3}
            row |= {"null_low": -0.02, "null_high": 0.02, "p_value": 0.01, "p_floor": 0.001}
            row |= {"q_value": 0.02 if k % 2 else 0.3}
        rows.append(row)
    for k, word in enumerate(WORDS):
        side = -0.6 if k < 4 else 0.6
        rows.append({"kind": "word", "name": concept[:12] or "x" if k == 7 else word, "x": side,
                     "y": 0.12 * (k % 4), "similarity": 0.9 - 0.05 * k, "support": 0.8,
                     "nearest": "1950s" if k < 4 else "1980s; 1990s"})  # fmt: skip
    return ways.Trajectory(concept, ways.Trajectory.frame(rows), (0.5, 0.2))
