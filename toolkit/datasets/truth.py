"""What was planted, as a table, and beside it what was found."""

import polars as pl

from toolkit.datasets.plans import Plan
from toolkit.datasets.settings import EXPECTED, PlantedSettings
from toolkit.errors import ShapeError

COLUMNS = {
    "concept": pl.String,
    "pattern": pl.String,
    "kind": pl.String,
    "when": pl.String,
    "until": pl.String,
    "size": pl.Float64,
    "expected": pl.String,
    "note": pl.String,
}


def truth_table(
    plans: tuple[Plan, ...], fields: tuple[str, ...], settings: PlantedSettings
) -> pl.DataFrame:
    """Say what was planted.

    Parameters
    ----------
    plans : tuple of Plan
        The concepts.
    fields : tuple of str
        Names of the fields.
    settings : PlantedSettings
        The parameters.

    Returns
    -------
    polars.DataFrame
        One row per concept: ``concept``, ``pattern``, ``kind``, ``when`` (the first decade that
        differs, null if none does), ``until`` (the decade from which nothing changes any more),
        ``size`` (share of uses whose field has moved at the end, 0 to 1; the fold for
        "frequency"; null if nothing changes), ``expected`` ("change", "none", "mix": only as
        authors or genres change their shares, or "unjudged") and ``note``.
    """
    rows = []
    for plan in plans:
        changes = plan.size != 0 or plan.kind == "newborn"
        mix = EXPECTED[plan.kind] == "mix"
        rows.append(
            {
                "concept": plan.concept,
                "pattern": f'"{plan.concept}"' if " " in plan.concept else plan.concept,
                "kind": plan.kind,
                "when": f"{plan.begins // 10 * 10}s" if changes and not mix else None,
                "until": f"{-(-plan.ends // 10) * 10}s" if changes and not mix else None,
                "size": plan.size if plan.size else None,
                "expected": EXPECTED[plan.kind],
                "note": _note(plan, fields, settings),
            }
        )
    return pl.DataFrame(rows, schema=COLUMNS)


def _note(plan: Plan, fields: tuple[str, ...], settings: PlantedSettings) -> str:
    one, other = (fields[k] for k in plan.fields[:2])
    percent = f"{abs(plan.size):.0%}"
    return {
        "sudden": f"{percent} of its uses go from {one} to {other} in {plan.begins}",
        "gradual": f"{percent} of its uses go from {one} to {other}, "
        f"evenly from {plan.begins} to {plan.ends}",
        "split": f"a second sense, of {other}, enters in {plan.begins} "
        f"and has {percent} of its uses from {plan.ends}",
        "frequency": f"{abs(plan.size):g} times {'more' if plan.size > 0 else 'less'} frequent "
        f"from {plan.begins} to {plan.ends}; its company stays",
        "length": f"from {plan.begins} {percent} of its uses stand in any field: "
        "its company thins out, the direction stays",
        "authors": f"{settings.schools[0]} uses it of {one}, {settings.schools[1]} of {other}; "
        "only the share of the schools changes (hold school fixed)",
        "genre": f"letters use it of {one}, newspapers of {other}; "
        "only the share of the genres changes (hold genre fixed)",
        "stable": "nothing changes",
        "thin": "nothing changes, and uses are few",
        "newborn": f"enters in {plan.begins}; nothing changes after",
        "rare": f"{settings.rare_uses} uses in all",
        "absent": "not used at all",
    }[plan.kind]


def truth_beside(truth: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """Put what was found beside what was planted.

    Parameters
    ----------
    truth : polars.DataFrame
        From `truth_table`.
    findings : polars.DataFrame
        ``concept``; ``found``: bool, null where nothing could be judged; ``when``: the label of
        the slice where a change was found, or null.

    Returns
    -------
    polars.DataFrame
        ``concept``, ``kind``, ``expected``, ``when``, ``until``, ``found``, ``found_when`` and
        ``verdict``: "right", "right, not dated", "wrong slice", "missed", "false alarm",
        "as the mix" (a change that holding authors or genres fixed should take away), or "not
        judged". A sudden change is dated right only in its own slice, any other between its
        beginning and its end.

    Raises
    ------
    ShapeError
        If `findings` lacks a column.

    Examples
    --------
    >>> truth = pl.DataFrame(
    ...     {"concept": ["league", "levy"], "kind": ["sudden", "stable"],
    ...      "when": ["1930s", None], "until": ["1930s", None], "expected": ["change", "none"]}
    ... )
    >>> found = pl.DataFrame(
    ...     {"concept": ["levy", "league"], "found": [False, True], "when": [None, "1940s"]}
    ... )
    >>> truth_beside(truth, found)["verdict"].to_list()
    ['wrong slice', 'right']
    """
    if missing := {"concept", "found", "when"} - set(findings.columns):
        msg = f"findings lack {', '.join(sorted(missing))}; give concept, found and when."
        raise ShapeError(msg)
    chosen = findings.select(
        "concept", pl.col("found").cast(pl.Boolean), found_when=pl.col("when").cast(pl.String)
    )
    found, dated = pl.col("found"), pl.col("found_when")
    year, begins, ends = (
        pl.col(name).str.extract(r"(\d+)").cast(pl.Int64)
        for name in ("found_when", "when", "until")
    )
    verdict = (
        pl.when(found.is_null())
        .then(pl.lit("not judged"))
        .when(pl.col("expected").is_in(["none", "unjudged"]))
        .then(pl.when(found).then(pl.lit("false alarm")).otherwise(pl.lit("right")))
        .when(pl.col("expected") == "mix")
        .then(pl.when(found).then(pl.lit("as the mix")).otherwise(pl.lit("right")))
        .when(~found)
        .then(pl.lit("missed"))
        .when(dated.is_null())
        .then(pl.lit("right, not dated"))
        .when((year >= begins) & (year <= ends))
        .then(pl.lit("right"))
        .otherwise(pl.lit("wrong slice"))
    )
    return truth.join(chosen, on="concept", how="left", maintain_order="left").select(
        "concept", "kind", "expected", "when", "until", "found", "found_when", verdict=verdict
    )
