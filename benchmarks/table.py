"""docs/benchmarks.md and its figure, made of the results in benchmarks/results.

``python benchmarks/table.py``.
"""

import json
from pathlib import Path

from beside import RESULTS

DOCS = Path(__file__).parents[1] / "docs"
PAGE = Path(__file__).with_name("page.md")


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
    rows, machine, versions = [], "", {}
    for path in sorted(RESULTS.glob("*.json")):
        says = json.loads(path.read_text())
        machine, versions = says["machine"], says["versions"]
        if not path.stem.startswith("growing"):
            rows += says["rows"]
    sizes, table = growth()
    drawn(sizes)
    head = [
        "| job | way | least | median | in | ratio | asked for |",
        "|---|---|---|---|---|---|---|",
    ]
    says = PAGE.read_text().format(
        machine=machine,
        versions=", ".join(f"{name} {one}" for name, one in versions.items()),
        jobs="\n".join([*head, *(line for row in rows for line in lines(row))]),
        notes="\n".join(f"- {row['job']}: {row['note']}." for row in rows if row["note"]),
        growth=table,
    )
    (DOCS / "benchmarks.md").write_text(says)


if __name__ == "__main__":
    main()
