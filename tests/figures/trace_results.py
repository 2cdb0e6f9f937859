"""Traces and formulas made by hand, planted so that each case occurs."""

import polars as pl

from toolkit.change.changes import SCHEMA as BREAK_SCHEMA
from toolkit.provenance import Provenance
from toolkit.traces.base import REUSE_SCHEMA, Reuse
from toolkit.traces.careers import CAREER_SCHEMA
from toolkit.traces.company import CARRIER_SCHEMA, COMPANY_SCHEMA
from toolkit.traces.first import FIRST_SCHEMA
from toolkit.traces.formula_table import CAREER_SCHEMA as FORMULA_CAREERS
from toolkit.traces.formula_table import (
    FORMULA_CARRIER_SCHEMA,
    FORMULA_SCHEMA,
    VARIANT_SCHEMA,
    FormulaTable,
)
from toolkit.traces.novel import NOVEL_SCHEMA
from toolkit.traces.resemblance import NEAREST_SCHEMA, RESEMBLANCE_SCHEMA
from toolkit.traces.shared_formulas import SHARED_SCHEMA
from toolkit.traces.topical import TOPICS_SCHEMA
from toolkit.traces.trace_table import TRACE_SCHEMA, Trace

VERSIONS = {"rhetoric-toolkit": "0.1.0", "python": "3.11"}
DECADES = (1900, 1910, 1920, 1930, 1940, 1950, 1960, 1970)
USES = (0, 0, 3, 40, 120, 60, 0, 12)
TEXT = "We want a united front. Workers of all countries, unite! The granaries stand open. " * 6


def provenance():
    """Give settings as `trace` writes them, with versions that never change."""
    return Provenance("ab" * 32, {"target": "t", "lexicon": "none"}, 7, VERSIONS)


def career(n, shift=0):
    """Give the counts of one row of decades."""
    rows = []
    for k, year in enumerate(DECADES[:n]):
        uses = USES[(k - shift) % len(USES)]
        tokens = [420, 52_000, 61_500, 0, 88_000, 1_250_000, 93_000, 210][k]
        rate = 1e6 * uses / tokens if tokens else None
        rows.append(
            {
                **{"slice": f"{year}s", "start": f"{year}-01-01", "stop": f"{year + 10}-01-01"},
                **{"year": year + 5.0, "n_tokens": tokens, "n_documents": min(uses, 30)},
                **{"n_occurrences": uses, "rate": rate},
                **{"low": rate and rate / 2, "high": rate and rate * 2},
            }
        )
    return rows


def trace(concept="united front", n=8):
    """Make a trace of four concepts, one absent, with two quotations and a formula."""
    names = (concept or "x", "people's war", "mass line", "politics in command")
    table, first, careers, resembled = [], [], [], []
    for k, name in enumerate(names):
        absent = k == 3
        rows = [row | ({"n_occurrences": 0, "rate": 0.0} if absent else {}) for row in career(n, k)]
        careers += [{"concept": name} | row for row in rows]
        head = {"concept": name, "point": (4, 5, 8, 8)[k], "n_occurrences": 0}
        told = {"first": "1925", "first_id": "d1", "n_occurrences": 235, "peak": "1940s"}
        table.append(dict.fromkeys(TRACE_SCHEMA) | head | {"quotations": int(k == 0)}
                     | ({} if absent else told))  # fmt: skip
        span = {"first": "1925", "first_id": "d1", "first_low": "1921-01-01"}
        first.append(dict.fromkeys(FIRST_SCHEMA) | {"concept": name, "n_before": 52_420}
                     | ({} if absent else span | {"first_high": "1929-12-31"}))  # fmt: skip
    for name in ("(whole text)", names[0]):
        for k, row in enumerate(career(n)):
            value = None if k in (1, 3) else (0.1, 0, 0.2, 0, 0.7, 0.3, -0.2, 0.15)[k]
            resembled.append(
                dict.fromkeys(RESEMBLANCE_SCHEMA)
                | {"concept": name, "by": "slice", "label": row["slice"], "n_target": 9}
                | {"n_units": 12, "n_documents": 12, "n_usages": 30, "speaks": k == 4}
                | ({"value": value, "low": value - 0.2, "high": value + 0.2} if value else {})
            )
    places = [{"concept": names[0], "start": 10, "stop": 22, "match": "united front"}]
    return Trace(
        name=concept,
        text=TEXT,
        language="en",
        date="1990",
        table=pl.DataFrame(table, schema=TRACE_SCHEMA),
        phrases=pl.DataFrame(schema=TRACE_SCHEMA),
        places=pl.DataFrame(places),
        first_uses=pl.DataFrame(first, schema=FIRST_SCHEMA),
        careers=pl.DataFrame(careers, schema=CAREER_SCHEMA),
        breaks=pl.DataFrame(schema=BREAK_SCHEMA),
        carriers=pl.DataFrame(schema=CARRIER_SCHEMA),
        company=pl.DataFrame(schema=COMPANY_SCHEMA),
        resemblance=pl.DataFrame(resembled, schema=RESEMBLANCE_SCHEMA),
        nearest=pl.DataFrame(schema=NEAREST_SCHEMA),
        topics=pl.DataFrame(schema=TOPICS_SCHEMA),
        reuse=reuse(concept),
        formulas=pl.DataFrame(schema=SHARED_SCHEMA),
        novelty=pl.DataFrame(schema=NOVEL_SCHEMA),
        sentences={name: f"“{name}” is first attested 1925." for name in names},
        points={4: "Front", 5: "War", 8: "Command"},
        level=0.95,
        doubts=("the target has no date",),
        provenance=provenance(),
    )


def reuse(concept):
    """Make two quotations, one with a chain, and a formula."""
    rows = []
    for number, kind, start, sources in (
        (1, "quotation", 0, ("1848", "1917", "1960-05-01")),
        (2, "quotation", 44, ("1925",)),
        (3, "formula", 200, ("1970", "")),
    ):
        for k, date in enumerate(sources):
            rows.append(
                dict.fromkeys(REUSE_SCHEMA)
                | {"passage": number, "kind": kind, "id": "t", "date": "1990"}
                | {"start": start, "stop": start + 40, "text": TEXT[start : start + 40]}
                | {"source": f"{concept}-{date}", "source_date": date, "direction": "earlier"}
                | {"source_start": 3, "source_stop": 43, "source_text": TEXT[start : start + 40]}
                | {"first": k == 0, "via": None if k == 0 else f"{concept}-{sources[0]}"}
                | {"n_words": 8, "n_changed": k, "expected": 0.001, "n_documents": len(sources)}
            )
    return Reuse(pl.DataFrame(rows, schema=REUSE_SCHEMA), 1_545_130, 5, 3, (), provenance())


def formula_table(concept="from the bottom of my heart", n=8):
    """Make a phrase and a frame."""
    rows, careers = [], []
    for k, name in enumerate((concept or "x", "the * session of the assembly")):
        mine = career(n, k)
        careers += [{"formula": name} | row for row in mine]
        rows.append(
            dict.fromkeys(FORMULA_SCHEMA)
            | {"formula": name, "kind": ("phrase", "frame")[k], "n_words": 5}
            | {"n_occurrences": 420, "n_documents": 210, "strength": 99.0 - k, "q_value": 0.001}
            | {"first": f"{1925 - k}-05-01", "first_id": "a", "last": "1972", "last_id": "b"}
            | {"peak": mine[min(n - 1, 4)]["slice"], "decline": "1960s", "n_variants": 3}
        )
    return FormulaTable(
        pl.DataFrame(rows, schema=FORMULA_SCHEMA),
        pl.DataFrame(careers, schema=FORMULA_CAREERS),
        pl.DataFrame(schema=VARIANT_SCHEMA),
        pl.DataFrame(schema=FORMULA_CARRIER_SCHEMA),
        *(2, 0.05, 0.0, 5),
        provenance=provenance(),
    )
