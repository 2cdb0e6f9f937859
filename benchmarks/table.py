"""docs/benchmarks.md and its figure, made of the results in benchmarks/results.

``python benchmarks/table.py``.
"""

import json
import textwrap
import tomllib
from pathlib import Path

from beside import RESULTS

DOCS = Path(__file__).parents[1] / "docs"
PAGE = Path(__file__).with_name("page.md")
REASONS = Path(__file__).with_name("missed.toml")


def shown(number):
    """Write a number with three digits."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def verdict(row, way):
    """Say whether the target was met."""
    target = row["target"].get(way)
    if target is None:
        return ""
    reached = row["ways"]["ours"]["median"] if way == "seconds" else row["ways"][way]["ratio"]
    met = reached <= target if way == "seconds" else reached >= target
    wanted = f"≤ {target} s" if way == "seconds" else f"{target:,} ×"
    return f"{wanted}: {'met' if met else 'missed'}"


def lines(row):
    """Give the lines of one job: ours first, then each peer."""
    ours = next(name for name in row["ways"] if name in ("ours", "alone"))
    mine = row["ways"][ours]
    yield (
        f"| {row['job']} | ours | {shown(mine['least'])} | {shown(mine['median'])} | "
        f"{row['unit']} | | {verdict(row, 'seconds')} |"
    )
    for name, one in row["ways"].items():
        if name != ours:
            yield (
                f"| | {name} | {shown(one['least'])} | {shown(one['median'])} | {row['unit']} | "
                f"{shown(one['ratio'])} × | {verdict(row, name)} |"
            )


def missed(rows):
    """Say why what was asked for is missed, of each job that did miss; once for each reason."""
    told = tomllib.loads(REASONS.read_text())["reason"]
    said = {}
    for row in rows:
        asked = [verdict(row, way) for way in ("seconds", *row["ways"])]
        if not any(one.endswith("missed") for one in asked):
            continue
        whys = [one["why"].strip() for one in told if row["job"].startswith(one["job"])]
        why = whys[0] if whys else "The reason was not looked for."
        if not whys or why not in said.values():
            said[row["job"]] = why
    if not said:
        return "All that was asked for was met."
    lines = (
        textwrap.fill(f"- **{job}**: {why}", 120, subsequent_indent="  ", break_on_hyphens=False)
        for job, why in said.items()
    )
    return "\n".join(["Where what was asked for is missed, this is why:", "", *lines])


def load_of(results):
    """Say how busy the machine was."""
    told = [one for one in results if "load" in one]
    load, cores = max(one["load"] for one in told), told[0]["cores"]
    # The job before runs on as many threads as there are cores, at most, and waits for the disk.
    if load <= cores + 1:
        return "The machine had no other work."
    return (
        f"The machine had other work (up to {load:.0f} programs at a time on {cores} cores): what "
        "counts are core-seconds (user and system) and their ratios; seconds on the clock are "
        "longer than at rest."
    )


def growth():
    """Give the table of growth, of however many sizes there are results."""
    rows = []
    for path in sorted(RESULTS.glob("growing*.json")):
        rows += json.loads(path.read_text())["rows"]
    rows.sort(key=lambda one: one["tokens"])
    table = [
        f"| {one['tokens']:,} | {shown(one['read'])} | {shown(one['disk'])} | "
        f"{shown(one['read_peak'])} | {shown(one['look'])} | {shown(one['look_peak'])} |"
        for one in rows
    ]
    further = [
        f"At {one['tokens']:,} tokens the `ppmi` space took {shown(one['fit'])} core-seconds and "
        f"{shown(one['fit_peak'])} MB, a drift {shown(one['drift'])} core-seconds and "
        f"{shown(one['drift_peak'])} MB, in a new process."
        for one in rows
        if "fit" in one
    ]
    head = ["tokens", "read, core-s", "disk, MB", "peak of reading, MB"]
    head += ["open and look up, core-s", "its peak, MB"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|", *table, "", *further]
    return rows, "\n".join(lines)


def drawn(rows):
    """Draw time, disk and memory against tokens."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "growth"  # the same names of parts every time
    from matplotlib import pyplot

    parts = (
        ("read", "core-seconds of reading"),
        ("disk", "MB on disk"),
        ("read_peak", "peak of reading, MB"),
    )
    figure, axes = pyplot.subplots(1, 3, figsize=(9, 2.8), layout="constrained")
    tokens = [one["tokens"] / 1e6 for one in rows]
    for ax, (name, label) in zip(axes, parts, strict=True):
        ax.plot(tokens, [one[name] for one in rows], "o-", color="#1f5a94", markersize=4)
        ax.set(xscale="log", yscale="log", xlabel="million tokens", title=label)
        ax.title.set_size(10)
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter("{x:,g}")
        ax.spines[["top", "right"]].set_visible(False)
    axes[2].set_ylim(50, 2000)
    figure.savefig(DOCS / "benchmarks-growth.svg", metadata={"Date": None})
    pyplot.close(figure)


def main():
    """Write the page."""
    every = {path.stem: json.loads(path.read_text()) for path in sorted(RESULTS.glob("*.json"))}
    results = list(every.values())
    rows = [row for name, one in every.items() if "growing" not in name for row in one["rows"]]
    sizes, table = growth()
    drawn(sizes)
    head = [
        "| job | way | least | median | in | ratio | asked for |",
        "|---|---|---|---|---|---|---|",
    ]
    says = PAGE.read_text().format(
        machine=results[-1]["machine"],
        versions=", ".join(f"{name} {one}" for name, one in results[-1]["versions"].items()),
        load=load_of(results),
        jobs="\n".join([*head, *(line for row in rows for line in lines(row))]),
        notes="\n".join(f"- {row['job']}: {row['note']}." for row in rows if row["note"]),
        missed=missed(rows),
        growth=table,
    )
    (DOCS / "benchmarks.md").write_text(says)


if __name__ == "__main__":
    main()
