"""What was done, in plain paragraphs, and the works that it rests on."""

from collections.abc import Sequence
from typing import Any

from toolkit.change.base import DriftSeries
from toolkit.provenance import Provenance
from toolkit.references import references as all_references
from toolkit.traces.trace_table import Trace

SPACES = {
    "ppmi": "The space is made from the corpus itself: positive pointwise mutual information of "
    "words and their neighbours, context counts to the power 0.75, reduced by a truncated "
    "singular value decomposition (Levy, Goldberg & Dagan 2015).",
    "sgns": "The space is made from the corpus itself by skip-gram with negative sampling "
    "(Mikolov et al. 2013).",
    "documents (mean)": "Here each document counts as one use: its vector is the weighted mean of "
    "all its words, measured from the mean of all documents (Arora, Liang & Ma 2017).",
    "documents (doc2vec)": "Here each document counts as one use: its vector is trained to "
    "foretell its words, and measured from the mean of all documents (Le & Mikolov 2014).",
}
METRICS = {
    "cosine": "The debiased cosine distance of two slices is 1 − u(s,t) / √(u(s,s) u(t,t)), where "
    "u is the mean inner product of usage vectors over pairs of different units. It lies between "
    "about 0 and 2 and may fall below 0 by chance; unlike a plain distance it does not grow when "
    "uses are few (Green et al. 2025). It is given only where the mean usage can be told from "
    "the corpus at large.",
    "topics": "The passages that hold a use are compared by their topics: the Jensen–Shannon "
    "divergence of the two profiles lies between 0 and 1 (Lin 1991). It is biased upwards where "
    "passages are few, so it is read against what chance gives.",
    "senses": "The uses are compared by the shares of their senses, clusters of usage vectors "
    "over all slices: the Jensen–Shannon divergence of the shares lies between 0 and 1 (Lin "
    "1991). It is biased upwards where uses are few, so it is read against what chance gives.",
    "squared": "The debiased squared distance of two slices is u(s,s) + u(t,t) − 2 u(s,t), where u "
    "is the mean inner product of usage vectors over pairs of different units. Its mean is 0 "
    "without change, whatever the counts, and it may fall below 0 (Green et al. 2025).",
}


TRACE = [
    "Concepts are those of the lexicon and the key phrases of the text: words in a row that "
    "attract each other wherever the phrase is cut (log-likelihood, Dunning 1993) and that the "
    "text has more often for its length than the archive (Rayson & Garside 2000).",
    "A first attestation is an upper bound of a concept's age: the document whose date ends "
    "first. Beside it stands how much of the archive is earlier, and how often chance would "
    "leave the concept out there. Rates are uses per million words, with intervals over "
    "documents (Cochran 1977).",
    "Shared passages are found by seeds of rare pairs of words and laid side by side (Smith & "
    "Waterman 1981). What chance would give is told from the archive's own habits, its phrases "
    "of two and three words (MacKay & Peto 1995): quotations are passages of which chance gives "
    "less than one in twenty texts, formulas those in very many documents.",
    "Resemblance is the product of the text's mean usage, of length 1, with the mean usage of a "
    "slice over its debiased length (Green et al. 2025); usages are weighted means of the "
    "vectors of the words around (Arora, Liang & Ma 2017). The text is given, the archive is "
    "the sample: intervals leave out one unit at a time, and every two slices are compared by "
    "exchanging units, all pairs corrected together (Holm 1979). The text speaks like a slice "
    "only if that one beats all others and is resembled more than by 19 of 20 random places of "
    "the archive.",
    "Passages of fifty words are new if they are further from every passage of the archive than "
    "its own are from each other, corrected for the number of passages (Benjamini & Hochberg "
    "1995). Formulas are told from chance by the same search in shuffled text (Elias & Gygi "
    "2007).",
]
KINDS = {
    "Changes": "Breaks are looked for in the whole series at once: p tells how often units "
    "exchanged between slices give as large a break anywhere, and the interval of a date holds "
    "all edges that the data cannot tell from it (wild binary segmentation, Fryzlewicz 2014). A "
    "change that an even movement fits better is called gradual and has no date.",
    "SenseSeries": "Senses are clusters of usage vectors by cosine; there are as many as hold for "
    "documents left out (prediction strength, Tibshirani & Walther 2005). They are named by the "
    "words that set them apart (Monroe, Colaresi & Quinn 2008). A sense is a kind of context, not "
    "a meaning.",
    "Convergence": "Groups are compared within each slice by the same distance, their units being "
    "exchanged for chance; the trend of a distance is its Theil–Sen slope (Sen 1968).",
    "FrequencySeries": "Frequency is the number of uses per million tokens, all tokens of a slice "
    "taken together. Its interval takes documents as clusters, because words come in bursts "
    "(ratio estimator, Cochran 1977).",
    "NeighbourTable": "Neighbours are the words whose vectors have the largest cosine with the "
    "mean usage of the slice. Single lists of neighbours are unsteady (Antoniak & Mimno 2018), so "
    "each is shown with its support: how often it returns when documents are resampled.",
    "DocumentMap": "Documents are drawn on the first two principal components of their vectors, or "
    "as UMAP lays them out.",
    "Novelty": "Novelty is the mean divergence of a document from those before it, transience that "
    "from those after it, resonance their difference; chance is an order of all documents drawn at "
    "random (Barron et al. 2018).",
    "TopicShares": "Shares of topics are those of all words of a slice, with intervals over "
    "documents (expanded percentile bootstrap, Hesterberg 2015). Stability is how well a topic "
    "is found again with other seeds (Greene, O'Callaghan & Cunningham 2014).",
    "collocates": "Collocates stand within the window of a use more often than elsewhere (logDice, "
    "Rychlý 2008; log-likelihood, Dunning 1993).",
    "decomposition": "The drift is decomposed into the same authors using the concept otherwise, "
    "the same authors using it more or less, and others speaking (Kitagawa 1955), with jackknife "
    "intervals over documents (Efron & Stein 1981).",
    "robustness": "The question was asked again over a grid of reasonable choices, and all answers "
    "are shown (specification curve, Simonsohn, Simmons & Nelson 2020).",
}


def paragraphs(results: Sequence[Any]) -> list[str]:
    """Describe the methods that were used for these results, and no others."""
    drifts = [one for one in results if isinstance(one, DriftSeries)]
    used = {type(one).__name__ for one in results} | {getattr(one, "kind", "") for one in results}
    used |= {"TopicShares"} if "TopicCards" in used else set()
    said = _drift(drifts) if drifts else []
    said += [text for kind, text in KINDS.items() if kind in used]
    return said + (TRACE if any(isinstance(one, Trace) for one in results) else [])


def made_with(made: Sequence[Provenance]) -> str:
    """Say in one sentence what the numbers were computed with, for the end of the methods."""
    if not made:
        return ""
    libraries = ", ".join(f"{name} {number}" for name, number in made[0].versions.items())
    seeds = sorted({str(one.seed) for one in made if one.seed is not None})
    corpora = sorted({one.corpus[:16] for one in made if one.corpus})
    said = f"Computed with {libraries}; seed {', '.join(seeds) or 'none'}"
    return f"{said}; corpus {', '.join(corpora)} (SHA-256)." if corpora else f"{said}."


def references(texts: Sequence[str]) -> list[str]:
    """List in full, in alphabetical order, the works that these paragraphs cite."""
    whole = " ".join(texts)
    cited = [work for work in all_references().values() if work.short in whole]
    return [work.line() for work in sorted(cited, key=lambda work: work.short)]


def _drift(drifts: Sequence[DriftSeries]) -> list[str]:
    spaces = sorted({one.space for one in drifts})
    metrics = sorted({one.metric for one in drifts})
    units = sorted({unit for one in drifts for unit in one.table["unit"].drop_nulls().unique()})
    levels = sorted({f"{one.level:.0%}" for one in drifts})
    unit = " or ".join(units) or "document"
    said = [
        "Each use of a concept is represented by the weighted mean of the vectors of the words "
        "around it, frequent words counting less (Arora, Liang & Ma 2017); the concept's own words "
        "are left out, and the mean usage of the corpus is subtracted. One space serves all "
        "slices, so nothing has to be aligned. "
        + " ".join(SPACES.get(name, f"The space is {name}.") for name in spaces),
        *(METRICS.get(name, f"The measure of change is {name}.") for name in metrics),
        f"What is resampled and exchanged is the {unit}, never the single use. Intervals "
        f"({', '.join(levels)}) invert a score test on the variance without change (Chen & Qin "
        "2010), in the manner of Wilson 1927. Slices with fewer than 5 units, or an effective "
        "number below 3 (Kish 1965), are not judged: their counts are shown, no estimate is.",
        "What unchanged usage would give is found by exchanging whole units between the two "
        "slices at random; p counts how often chance does as much, the observed case included "
        "(Phipson & Smyth 2010), and q corrects for all slices judged together (Benjamini & "
        "Hochberg 1995).",
    ]
    if any(len(one.controls) for one in drifts):
        said.append(
            "Almost every word changes a little, and rare words seem to change most "
            "(Dubossarsky, Weinshall & Grossman 2017). So the concept is also compared with words "
            "of about the same number of uses in the same slices: the percentile says how many of "
            "them moved less."
        )
    return said
