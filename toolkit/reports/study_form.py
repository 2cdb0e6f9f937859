"""A study file to fill in, written for a corpus: every key with what it means."""

import json
from collections.abc import Sequence

import polars as pl

from toolkit.corpus.corpus import Corpus

# A slice should hold enough documents to be judged, and a figure few enough slices to be read.
WIDTHS = (1, 2, 5, 10, 20, 25, 50, 100)
MOST_SLICES, FEWEST = 12, 5
FORM = """\
# A study of {path}: {documents} documents, {tokens} tokens, {first} to {last}.
# Change what stands here, then:  rhetoric report {name} -o report.html
# A line that begins with # is not read; take the # away to ask for it.

corpus = {corpus}  # seen from where this file lies
question = "Did its use change, and when?"
# title = "…"

# What you look for: words, "phrases in quotes", globs (democra*), or names of a lexicon.
concepts = {concepts}  # such as ["united front", "democra*"]
# lexicon = "manifesto"             # then concepts are names of it; see: rhetoric list lexicons
# events = "manifesto"              # dated events drawn in the figures
# groups = "un-regions"             # take values of a variable together; see: rhetoric list groups
# codes = ["coded.csv"]             # passages read by hand, from: rhetoric sample
# seed = 7

[slices]                            # how time is cut: one of these
every = {every}
# edges = [1871, 1917, 1945]
# periods = {{ war = "1914/1918", peace = "1919/1938" }}
# mass = 8                          # so many slices of equally many words

[drift]                             # how change is measured
against = "first"                   # first, previous, rest, or a slice such as "1950s"
# metric = "cosine"                 # see: rhetoric list metrics
# space = "ppmi"                    # see: rhetoric list spaces
# window = 10                       # words on each side of a use
# unit = "auto"                     # what is resampled: document, author or a variable
# strata = "genre"                  # a variable whose mix is held fixed
# reprints = "leave out"

[ask]                               # what else is asked of every concept
breaks = true                       # when?
{decompose}frequency = true                    # how often?
neighbours = true                   # beside which words?
# collocates = true
senses = true                       # in which senses?
# robustness = true                 # the same under other choices; takes longest

# [topics]                          # topics of the whole corpus
# model = "nmf"
# topics = 20
# cards = true                      # each topic with its words, its course and its passages
# novelty = true                    # which documents were unlike those before, like those after?
# map = true                        # all documents on a plane

# [trace]                           # where a text comes from
# target = "programme.txt"

# A concept of several patterns, in place of the list above:
# [[concepts]]
# name = "united front"
# patterns = ['"united front"', '"popular front"']
# exclude = ['"united front theatre"']
"""
# Documents early and late for a value to be compared with itself, and their share of all.
LEAST, ENOUGH = 3, 0.2
VARIABLES = ("author", "party", "country", "genre", "publisher", "source")


def study_form(
    corpus: Corpus, path: str, *, concepts: Sequence[str] = (), name: str = "study.toml"
) -> str:
    """Write a study for a corpus, with comments.

    Parameters
    ----------
    corpus : Corpus
        What it is written for: its dates give the slices, its variables who is told apart.
    path : str
        Where the corpus lies, as the file shall say it.
    concepts : sequence of str
        Patterns to ask about.
    name : str
        Name of the file, for its first lines.

    Returns
    -------
    str
        TOML that `study` reads.
    """
    counts = corpus.describe().row(0, named=True)
    known = [one for one in VARIABLES if _told_apart(corpus, one)]
    by = known[0] if known else "author"
    asked = f'decompose = "{by}"'
    line = f"{asked if known else f'# {asked}':<36}# the same {by}, or others?\n"
    return FORM.format(
        path=" ".join(path.split()),
        name=name,
        corpus=json.dumps(path, ensure_ascii=False),
        concepts=json.dumps(list(concepts), ensure_ascii=False),
        documents=f"{counts['documents']:,}",
        tokens=f"{counts['tokens']:,}",
        first=counts["first"] or "undated",
        last=counts["last"] or "undated",
        every=_every(corpus),
        decompose=line,
    )


def _told_apart(corpus: Corpus, variable: str) -> bool:
    """Whether enough documents are by values that stand early and late in the corpus."""
    documents = corpus.documents
    if variable not in documents.columns or not documents["start"].drop_nulls().len():
        return False
    late = documents["start"] >= documents["start"].median()
    counts = documents.select(variable, late=late).drop_nulls().group_by(variable)
    sides = counts.agg(late=pl.col("late").sum(), early=(~pl.col("late")).sum(), all=pl.len())
    both = sides.filter((pl.col("late") >= LEAST) & (pl.col("early") >= LEAST))
    return len(sides) > 1 and both["all"].sum() >= ENOUGH * len(documents)


def _every(corpus: Corpus) -> int:
    """Choose a length of slices, in years: at most a dozen, each with a few documents."""
    dated = corpus.documents.drop_nulls("start")
    if not len(dated):
        return 10
    days = int(dated["stop"].max()) - int(dated["start"].min())  # type: ignore[arg-type]
    most = max(2, min(MOST_SLICES, len(dated) // FEWEST))
    return next((width for width in WIDTHS if days / 365.25 / width <= most), WIDTHS[-1])
