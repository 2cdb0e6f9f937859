"""Four words of the UN General Debate against the 1960s: the picture at the top of the README.

Give the corpus: ``python figures/un_debate.py ungdc.corpus``. Draws ``un_debate.svg`` beside this
script, with the table of every panel.
"""

import sys
from pathlib import Path

import toolkit as rt

WORDS = ("climate", "terrorism", "imperialism", "nuclear")


def main(corpus_path: str) -> None:
    """Measure each word by decade, with chance, comparable words and counts, and draw it."""
    corpus = rt.open(corpus_path)
    decades = rt.slices(corpus, every=10)
    series = [rt.drift(word, corpus, slices=decades, against="1960s") for word in WORDS]
    picture = rt.plot.panels(series, columns=2)
    rt.plot.save(picture, Path(__file__).with_suffix(".svg"))


if __name__ == "__main__":
    main(*sys.argv[1:])
