"""Results made by hand for tests of figures and reports, planted so that each case occurs."""

from itertools import combinations

import numpy as np
import polars as pl

from toolkit.change.axis_table import SCHEMA as AXIS_SCHEMA
from toolkit.change.axis_table import AxisSeries
from toolkit.change.base import EVIDENCE_COLUMNS, DriftSeries, FrequencySeries, NeighbourTable
from toolkit.change.changes import BREAK, GRADUAL, NONE, Change, Changes
from toolkit.change.changes import table_of as change_table
from toolkit.change.convergence_table import GROUP_COLUMNS, TREND_COLUMNS, Convergence
from toolkit.change.convergence_table import schema as group_schema
from toolkit.change.finding import Finding
from toolkit.change.scan_table import SCHEMA, ScanTable
from toolkit.change.sense_table import SCHEMA as SENSE_SCHEMA
from toolkit.change.sense_table import SenseSeries
from toolkit.corpus.days import day_of
from toolkit.corpus.overview import Overview
from toolkit.provenance import Provenance

VERSIONS = {"rhetoric-toolkit": "0.1.0", "python": "3.11"}
NASTY = (
    *("costs $x_{ and $5", "a_b^{c", "\\frac{", "%s %d {0}", "two\nlines", "tab\there"),
    *("революция и диктатура", "\x1b]0;owned\x07", "\u202eright to left", ""),
    *("<b>bold</b>", "&amp;", "'\"`", "a" * 500),
)

WORDS = (
    *("opinion", "trust", "confidence", "weather", "fear", "hope", "change", "carbon"),
    *("emission", "warming", "summit", "treaty", "science", "adaptation", "finance", "aid"),
)


def provenance():
    """Give settings as `drift` writes them, with versions that never change."""
    settings = {"metric": "cosine", "space": "ppmi", "every": 10, "permutations": 999}
    return Provenance("ab" * 32, settings, 7, VERSIONS)


def drift_series(concept="climate", metric="cosine", first=1950, n=8, step=10, controls=99):
    """Make a baseline, a thin slice, one below zero, an empty one, and a rise that stands out."""
    rng = np.random.default_rng(3)
    rows, control_rows = [], []
    for k in range(n):
        start = first + k * step
        label = f"{start}s" if step == 10 else f"{start}–{start + step - 1}"
        uses = [420, 3, 260, 75, 0, 640, 1210, 85706][k % 8]
        value = [None, None, -0.04, 0.12, None, 0.50, 0.93, 1.02][k % 8] if k else None
        judged = value is not None
        documents = min(uses, [210, 2, 122, 31, 0, 240, 410, 6021][k % 8])
        spread = 2.0 / np.sqrt(max(uses, 4))
        row = {
            **{"concept": concept, "slice": label, "start": f"{start:04d}-01-01"},
            **{"stop": f"{start + step:04d}-01-01", "year": start + step / 2},
            **{"baseline": f"{first}s" if k else None, "metric": metric, "unit": "document"},
            **{"n_units": documents, "neff": documents * 0.7, "n_documents": documents},
            **{"n_occurrences": uses, "value": value},
            "low": max(0.0, value - spread) if judged else None,
            "high": max(value + 1.3 * spread, 0.08) if judged else None,
            "null_low": -0.7 * spread if judged else None,
            "null_high": 0.8 * spread if judged else None,
            "z": value * 9 if judged else None,
            "p_value": (0.6 if value < 0.1 else 0.001) if judged else None,
            "p_floor": 0.001 if judged else None,
            "q_value": (0.6 if value < 0.1 else 0.002) if judged else None,
        }
        moved = rng.gamma(4.0, 0.06 + 0.012 * k, controls) - 0.1 if judged else np.zeros(0)
        row["control_percentile"] = 100 * float((moved < value).mean()) if len(moved) else None
        row["p_control"] = (
            (1 + int((moved >= value).sum())) / (controls + 1) if len(moved) else None
        )
        control_rows += [(label, f"word{c}", float(v)) for c, v in enumerate(moved)]
        rows.append(row)
    made = pl.DataFrame(
        control_rows,
        schema={"slice": pl.String, "control": pl.String, "value": pl.Float64},
        orient="row",
    )
    table = pl.DataFrame(rows, infer_schema_length=None)
    doubts = (
        "1960s: too few (2 units, neff 1.4).",
        "The mix of countries changes (Cramér's V 0.31).",
    )
    return DriftSeries(
        concept, metric, "ppmi", table, doubts, evidence(table, concept), made, 0.95, provenance()
    )


def evidence(table, concept, author="A. Speaker", title="A speech", text="we speak of the"):
    """Make seven passages of each kind for every slice that was judged."""
    judged = table.drop_nulls("value")["slice"]
    places = [(at, kind, n) for at in judged for kind in ("typical", "moving") for n in range(7)]
    right = " of opinion and of trust"
    rows = [
        *(
            (at, kind, f"doc-{at}-{n}", at[:4], title, author, 10, 17, f"{text} ", concept, right)
            + (1.0 - n / 10,)
            for at, kind, n in places
        )
    ]
    schema = dict.fromkeys(EVIDENCE_COLUMNS, pl.String)
    schema |= {"start": pl.Int64, "stop": pl.Int64, "score": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def empty_series(concept="utopia"):
    """Make a concept that nobody uses."""
    some = drift_series(concept)
    gone = ("value", "low", "high", "null_low", "null_high", "z", "p_value", "p_floor", "q_value",
            "control_percentile", "p_control", "baseline")  # fmt: skip
    none = {
        name: pl.lit(0, pl.Int64).alias(name)
        for name in ("n_units", "n_documents", "n_occurrences")
    }
    table = some.table.with_columns(
        *none.values(), *(pl.lit(None, some.table[g].dtype).alias(g) for g in gone)
    )
    return DriftSeries(
        concept, "cosine", "ppmi", table, ("No use in any slice.",), provenance=provenance()
    )


def changes(concept="climate", n=8):
    """Make a break with its interval and a gradual change over the drift series."""
    none = {"kind": NONE, "p_value": 0.4, "p_floor": 0.001}
    size, counts = (0.4, 0.3, 0.5, 0.001, 0.001), ((60, 80), (420, 640))
    found = [
        Change(GRADUAL, "1970s", day_of(1970), day_of(1950), day_of(1980), *size, *counts),
        Change(BREAK, "1990s", day_of(1990), day_of(1985), day_of(1995), *size, *counts),
    ]
    table = change_table(concept, "cosine", "document", found if n > 4 else [], none)
    return Changes(concept, "cosine", table, tuple(found), drift_series(concept, n=n))


def sense_series(concept="climate", n=8):
    """Make two senses whose shares cross, the second not stable; thin slices have no shares."""
    table = drift_series(concept, n=n).table
    rows = []
    for k, row in enumerate(table.iter_rows(named=True)):
        for sense in (1, 2):
            share = None if row["n_occurrences"] < 10 else 0.9 - 0.1 * k
            share = share if share is None or sense == 1 else 1 - share
            kept = ("concept", "slice", "start", "stop", "year", "n_documents", "n_occurrences")
            rows.append(
                {name: row[name] for name in kept}
                | {"sense": sense, "words": f"{concept[:9]}, weather, fear, hope"}
                | {"n_sense": int((share or 0) * row["n_occurrences"]), "share": share}
                | {"low": share and max(0.0, share - 0.1), "high": share and min(1.0, share + 0.1)}
                | {"stability": 1.4 - 0.5 * sense, "p_value": 0.01}
            )
    frame = pl.DataFrame(rows, schema=SENSE_SCHEMA)
    return SenseSeries(concept, "ppmi", frame, pl.DataFrame(), 0.9)


def axis_series(concept="climate", n=8):
    """Make a move from the low pole to the high one; thin slices have no place."""
    table = drift_series(concept, n=n).table
    kept = ("concept", "slice", "start", "stop", "year", "unit", "n_units", "neff")
    rows = []
    for k, row in enumerate(table.iter_rows(named=True)):
        place = None if row["n_occurrences"] < 10 else -0.6 + 0.2 * k
        found = place is not None
        rows.append(
            {name: row[name] for name in (*kept, "n_documents", "n_occurrences")}
            | {"axis": "old-new", "low_pole": "old", "high_pole": "new", "value": place}
            | {"low": place - 0.1 if found else None, "high": place + 0.1 if found else None}
            | {"null_low": -0.15 if found else None, "null_high": 0.15 if found else None}
            | {"p_value": 0.01 if found else None, "q_value": 0.02 if found else None}
            | {"background": -0.2, "separation": 0.95}
        )
    frame = pl.DataFrame(rows, schema=AXIS_SCHEMA)
    return AxisSeries(concept, "old-new", "ppmi", frame, 0.01, pl.DataFrame(), pl.DataFrame())


def convergence(concept="climate", n=8):
    """Make two pairs of three groups, the first differing beyond chance."""
    table = drift_series(concept, n=n).table.drop("baseline")
    rows, trends = [], []
    for other, q in (("right", 0.01), ("centre $x_{", 0.4)):
        for row in table.iter_rows(named=True):
            uses, judged = row["n_occurrences"], row["value"] is not None
            counts = {"n_documents_other": 1, "n_occurrences_other": 210 if uses == 420 else uses}
            rows.append(row | counts | {"group": "left", "other": other}
                        | {"q_value": q if judged else None})  # fmt: skip
        none = dict.fromkeys(TREND_COLUMNS[5:])
        names = {"concept": concept, "group": "left", "other": other, "first": "1950s"}
        trends.append(names | {"last": "2020s"} | none | {"n_slices": 4})
    frame = pl.DataFrame(rows, schema=group_schema(GROUP_COLUMNS))
    slopes = pl.DataFrame(trends, schema=group_schema(TREND_COLUMNS))
    return Convergence(concept, "party", "ppmi", "cosine", frame, slopes, pl.DataFrame())


def frequency_series(concept="climate", n=8):
    """Make a rise, a slice without tokens, one without uses."""
    some = drift_series(concept, n=n).table
    tokens = [2_000_000 + 400_000 * k for k in range(n)]
    tokens[4:5] = [0] * len(tokens[4:5])
    rate = [1e6 * u / t if t else None for u, t in zip(some["n_occurrences"], tokens, strict=True)]
    names = ("slice", "start", "stop", "year", "n_documents", "n_occurrences")
    table = some.select(names).with_columns(
        pl.Series("n_tokens", tokens), pl.Series("rate", rate, dtype=pl.Float64),
        pl.Series("low", [None if r is None else r * 0.7 for r in rate], dtype=pl.Float64),
        pl.Series("high", [None if r is None else r * 1.4 + 1 for r in rate], dtype=pl.Float64),
    )  # fmt: skip
    return FrequencySeries(concept, table, 0.95, ("Words are bursty.",), provenance())


def neighbour_table(concept="climate", n=8, depth=10):
    """Make ten words a slice, two of them new in each, the support falling with the rank."""
    words = WORDS
    rows = []
    some = drift_series(concept, n=n).table
    names = ("slice", "start", "stop", "year", "n_documents", "n_occurrences")
    for k, at in enumerate(some.select(names).iter_rows(named=True)):
        near = (
            [words[(2 * k + r) % len(words)] for r in range(depth)]
            if at["n_occurrences"] > 9
            else []
        )
        found = [(w, r + 1, 0.9 - 0.05 * r, max(0.1, 1.0 - 0.09 * r)) for r, w in enumerate(near)]
        for word, rank, similarity, support in found or [(None, None, None, None)]:
            rows.append(
                {
                    **at,
                    "neighbour": word,
                    "rank": rank,
                    "similarity": similarity,
                    "support": support,
                }
            )
    return NeighbourTable(concept, pl.DataFrame(rows, infer_schema_length=None), (), provenance())


def scan_table(concept="climate", n=8):
    """Make `n` words: the first moved more, the second held still, the others neither."""
    some = drift_series(concept).table.row(7, named=True)
    rows, comparable = [], []
    for k in range(n):
        name = concept if k == 0 else f"{WORDS[k % len(WORDS)]}{k}"
        value, percentile = (1.02, 99.0) if k == 0 else (0.08, 2.0) if k == 1 else (0.5, 50.0)
        counts = {"n_occurrences": [420, 85706][k % 2], "n_documents": [210, 6021][k % 2]}
        place = {"q_value": 10.0 ** -(3 - k % 3), "control_percentile": percentile}
        broken = {"break_at": "1990s", "break_p": 0.01}
        rows.append({**some, **counts, **place, **broken, "concept": name, "value": value})
        comparable.append((name, 99, 0.45))
    schema = {"concept": pl.String, "n_controls": pl.Int64, "median": pl.Float64}
    known = pl.DataFrame(comparable, schema=schema, orient="row")
    table = pl.DataFrame([{name: row[name] for name in SCHEMA} for row in rows], schema=SCHEMA)
    return ScanTable(table, known, "cosine", "ppmi", 0.95, (), provenance())


def power_curve(concept="climate", n=8):
    """Make a curve that crosses four in five between its middle shares."""
    shares, rates = np.linspace(0, 1, max(n, 3)), np.linspace(0.04, 1, max(n, 3))
    rows = [
        {
            **{"concept": concept, "baseline": "1950s", "slice": "2010s", "metric": "cosine"},
            **{"n_units": 180, "n_documents": 210, "n_occurrences": 420, "share": share},
            **{"value": 0.4 * share**1.5, "power": rate, "low": max(0.0, rate - 0.1)},
            **{"high": min(1.0, rate + 0.1), "n_repetitions": 100},
        }
        for share, rate in zip(shares, rates, strict=True)
    ]
    return Finding("power", concept, pl.DataFrame(rows), ("Found.",), (), None, provenance())


def specifications(concept="climate", n=8):
    """Make `n` specifications in two windows and two spaces, values rising."""
    rows = [
        {
            **{
                "concept": concept,
                "asked": 0.5,
                "every": 10,
                "offset": 0,
                "window": 5 + 5 * (k % 2),
            },
            **{"space": ["ppmi", "alc"][k // 2 % 2], "center": "corpus", "weights": "occurrence"},
            **{"unit": "auto", "baseline": "1950s", "slice": "2010s", "n_units": 180},
            **{"n_documents": 210, "n_occurrences": 420, "value": 0.1 * (n - k)},
            **{"low": 0.1 * (n - k) - 0.05, "high": 0.1 * (n - k) + 0.08, "p_value": 0.01},
            **{"control_percentile": 99.0 - 12 * k, "p_control": 0.01 + 0.12 * k},
            **{"same_sign": True, "same_size": k < 4, "same_verdict": k < 1, "same_test": True},
            **{"strata": "none", "metric": "cosine", "reprints": "keep"},
        }
        for k in range(n)
    ]
    return Finding("robustness", concept, pl.DataFrame(rows), ("Agreed.",), (), None, provenance())


def overview_table(concept="climate", n=8):
    """Make slices dated to the day, one empty, the first with one author above all."""
    some = drift_series(concept, n=n).table.select("slice", "start", "stop", "year")
    documents = [(420, 0, 260, 75, 0, 640, 1210, 600)[k % 8] for k in range(n)]
    table = some.with_columns(
        n_documents=pl.Series(documents),
        n_tokens=pl.Series([500 * count for count in documents]),
        n_authors=pl.Series([(40, 0, 9, 12, 0, 80, 90, 99)[k % 8] for k in range(n)]),
        n_day=pl.Series([count // 2 for count in documents]),
        n_month=pl.Series([0] * n),
        n_year=pl.Series([count - count // 2 for count in documents]),
        n_wider=pl.Series([0] * n),
        author=pl.lit(concept),
        author_share=pl.lit(0.4),
    )
    return Overview(table, (), provenance())


def pairs_of_slices(concept="climate", n=8):
    """Make a way back: the last slice is near the first, one slice cannot be judged."""
    series = drift_series(concept, n=n)
    labels = series.table["slice"].to_list()
    rows = []
    for earlier, later in combinations(range(n), 2):
        value = None if 1 in (earlier, later) else 0.3 * min(later - earlier, n - later + earlier)
        row = series.table.row(later, named=True)
        rows.append(
            row
            | {"baseline": labels[earlier], "value": value, "q_value": value and 0.08 / value}
            | {"p_control": 0.01, "baseline_documents": 4, "baseline_occurrences": 5}
        )
    table = pl.DataFrame(rows, infer_schema_length=None)
    said = ("Furthest apart are the first and the fifth.",)
    return Finding("pairwise", concept, table, said, (), series, provenance())
