"""Quality of measures of change: against human judgements, and on an archive whose truth is known.

    python benchmarks/quality.py [DIR ...] [--spaces ppmi,alc,sgns] [--seed 0]

Each DIR is a benchmark in the DWUG format or in the layout of SemEval-2020 Task 1. The invented
archive is always measured: how well each metric tells concepts that changed from those that did
not (AUC), which share of the changed ones it finds at p <= .05, and which share of the unchanged
ones it calls changed (false alarms). Settings are the defaults of the package; nothing is tuned
on a judgement.
"""

import argparse

import numpy as np
import polars as pl

import toolkit as rt
from toolkit.statistics.ranking import auc

SPACES = "ppmi,alc,sgns"
METRICS = ("cosine", "squared", "prt", "apd", "energy", "neighbours", "collocates")


def judged(folder, spaces):
    """Compare every space and metric with human judgements."""
    found = rt.evaluate(folder, spaces=spaces, metrics=METRICS)
    print(f"\n{folder}: {found.answer()[0]}")
    for doubt in found.doubts:
        print(f"doubt: {doubt}")
    return found.table


def planted(spaces, seed):
    """Measure the last against the first decade of the invented archive, concept by concept."""
    made = rt.planted_archive(seed=seed)
    corpus = rt.Corpus.from_documents(made.documents)
    slices = rt.slices(corpus, edges=(1900, 1910, 1980, 1990))
    truth = made.truth.filter(pl.col("expected").is_in(["change", "none"]))
    rows = []
    for name in spaces:
        space = rt.fit(name, corpus, seed=seed)
        for metric in METRICS:
            options = {"slices": slices, "space": space, "metric": metric, "controls": 0}
            found = [
                rt.drift(pattern, corpus, permutations=199, **options).table.row(-1, named=True)
                for pattern in truth["pattern"]
            ]
            told = np.array([row["value"] is not None for row in found])
            value, p = (
                np.array([row[name] for row in found if row["value"] is not None], float)
                for name in ("value", "p_value")
            )
            yes = (truth["expected"] == "change").to_numpy()[told]
            called = p <= 0.05
            rows.append(
                (name, metric, auc(value, yes), called[yes].mean(), called[~yes].mean(), len(yes))
            )
    columns = ["space", "metric", "auc", "found", "false_alarms", "n"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def main():
    """Print one table a benchmark, and that of the invented archive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--spaces", default=SPACES)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    spaces = given.spaces.split(",")
    with pl.Config(tbl_rows=-1, tbl_cols=-1, float_precision=2, tbl_hide_dataframe_shape=True):
        for folder in given.folders:
            print(judged(folder, spaces))
        print(f"\ninvented archive, seed {given.seed}: last against first decade")
        print(planted(spaces, given.seed))


if __name__ == "__main__":
    main()
