"""A planted change and a word that stays, in the invented archive: what `make figures` draws.

Draws ``planted_change.svg`` beside this script, with the table of every panel.
"""

from pathlib import Path

import polars as pl

import toolkit as rt


def main(seed: int = 7) -> None:
    """Measure the first sudden change and the first stable word of the archive."""
    planted = rt.planted_archive(seed=seed)
    corpus = rt.Corpus.from_documents(planted.documents)
    decades = rt.slices(corpus, every=10)
    chosen = [
        planted.truth.filter(pl.col("kind") == kind)["pattern"][0] for kind in ("sudden", "stable")
    ]
    series = [rt.drift(pattern, corpus, slices=decades) for pattern in chosen]
    rt.plot.save(rt.plot.panels(series), Path(__file__).with_suffix(".svg"))


if __name__ == "__main__":
    main()
