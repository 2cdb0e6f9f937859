"""What was done, in plain paragraphs, and the works that it rests on."""

from collections.abc import Sequence

from toolkit.change.base import DriftSeries, FrequencySeries, NeighbourTable

REFERENCES = {
    "Antoniak & Mimno 2018": "Antoniak, Maria, and David Mimno. 2018. Evaluating the Stability of "
    "Embedding-Based Word Similarities. Transactions of the Association for Computational "
    "Linguistics 6, 107–119. doi:10.1162/tacl_a_00008",
    "Arora et al. 2017": "Arora, Sanjeev, Yingyu Liang, and Tengyu Ma. 2017. A Simple but "
    "Tough-to-Beat Baseline for Sentence Embeddings. International Conference on Learning "
    "Representations.",
    "Benjamini & Hochberg 1995": "Benjamini, Yoav, and Yosef Hochberg. 1995. Controlling the False "
    "Discovery Rate: A Practical and Powerful Approach to Multiple Testing. Journal of the Royal "
    "Statistical Society B 57, 289–300. doi:10.1111/j.2517-6161.1995.tb02031.x",
    "Chen & Qin 2010": "Chen, Song Xi, and Ying-Li Qin. 2010. A Two-Sample Test for "
    "High-Dimensional Data with Applications to Gene-Set Testing. Annals of Statistics 38, "
    "808–835. doi:10.1214/09-AOS716",
    "Cochran 1977": "Cochran, William G. 1977. Sampling Techniques. 3rd edition. Wiley.",
    "Dubossarsky et al. 2017": "Dubossarsky, Haim, Daphna Weinshall, and Eitan Grossman. 2017. "
    "Outta Control: Laws of Semantic Change and Inherent Biases in Word Representation Models. "
    "Empirical Methods in Natural Language Processing, 1136–1145. doi:10.18653/v1/D17-1118",
    "Green et al. 2025": "Green, Breanna, William Hobbs, Sofia Avila, Pedro L. Rodriguez, Arthur "
    "Spirling, and Brandon M. Stewart. 2025. Measuring Distances in High Dimensional Spaces: Why "
    "Average Group Vector Comparisons Exhibit Bias, and What to Do about It. Political Analysis "
    "33. doi:10.1017/pan.2024.22",
    "Kish 1965": "Kish, Leslie. 1965. Survey Sampling. Wiley.",
    "Levy et al. 2015": "Levy, Omer, Yoav Goldberg, and Ido Dagan. 2015. Improving Distributional "
    "Similarity with Lessons Learned from Word Embeddings. Transactions of the Association for "
    "Computational Linguistics 3, 211–225. doi:10.1162/tacl_a_00134",
    "Mikolov et al. 2013": "Mikolov, Tomas, Ilya Sutskever, Kai Chen, Greg Corrado, and Jeffrey "
    "Dean. 2013. Distributed Representations of Words and Phrases and Their Compositionality. "
    "Advances in Neural Information Processing Systems 26.",
    "Phipson & Smyth 2010": "Phipson, Belinda, and Gordon K. Smyth. 2010. Permutation P-values "
    "Should Never Be Zero. Statistical Applications in Genetics and Molecular Biology 9(1), "
    "article 39. doi:10.2202/1544-6115.1585",
    "Wilson 1927": "Wilson, Edwin B. 1927. Probable Inference, the Law of Succession, and "
    "Statistical Inference. Journal of the American Statistical Association 22, 209–212. "
    "doi:10.1080/01621459.1927.10502953",
}

SPACES = {
    "ppmi": "The space is made from the corpus itself: positive pointwise mutual information of "
    "words and their neighbours, context counts to the power 0.75, reduced by a truncated "
    "singular value decomposition (Levy et al. 2015).",
    "sgns": "The space is made from the corpus itself by skip-gram with negative sampling "
    "(Mikolov et al. 2013).",
}
METRICS = {
    "cosine": "The debiased cosine distance of two slices is 1 − u(s,t) / √(u(s,s) u(t,t)), where "
    "u is the mean inner product of usage vectors over pairs of different units. It lies between "
    "about 0 and 2 and may fall below 0 by chance; unlike a plain distance it does not grow when "
    "uses are few (Green et al. 2025). It is given only where the mean usage can be told from "
    "the corpus at large.",
    "squared": "The debiased squared distance of two slices is u(s,s) + u(t,t) − 2 u(s,t), where u "
    "is the mean inner product of usage vectors over pairs of different units. Its mean is 0 "
    "without change, whatever the counts, and it may fall below 0 (Green et al. 2025).",
}


def paragraphs(results: Sequence[DriftSeries | FrequencySeries | NeighbourTable]) -> list[str]:
    """Describe the methods that were used for these results, and no others."""
    drifts = [one for one in results if isinstance(one, DriftSeries)]
    said = _drift(drifts) if drifts else []
    if any(isinstance(one, FrequencySeries) for one in results):
        said.append(
            "Frequency is the number of uses per million tokens, all tokens of a slice taken "
            "together. Its interval takes documents as clusters, because words come in bursts "
            "(ratio estimator, Cochran 1977)."
        )
    if any(isinstance(one, NeighbourTable) for one in results):
        said.append(
            "Neighbours are the words whose vectors have the largest cosine with the mean usage "
            "of the slice. Single lists of neighbours are unsteady (Antoniak & Mimno 2018), so "
            "each is shown with its support: how often it returns when documents are resampled."
        )
    return said


def references(texts: Sequence[str]) -> list[str]:
    """List in full, in alphabetical order, the works that these paragraphs cite."""
    whole = " ".join(texts)
    return [full for short, full in sorted(REFERENCES.items()) if short in whole]


def _drift(drifts: Sequence[DriftSeries]) -> list[str]:
    spaces = sorted({one.space for one in drifts})
    metrics = sorted({one.metric for one in drifts})
    units = sorted({unit for one in drifts for unit in one.table["unit"].drop_nulls().unique()})
    levels = sorted({f"{one.level:.0%}" for one in drifts})
    unit = " or ".join(units) or "document"
    said = [
        "Each use of a concept is represented by the weighted mean of the vectors of the words "
        "around it, frequent words counting less (Arora et al. 2017); the concept's own words are "
        "left out, and the mean usage of the corpus is subtracted. One space serves all slices, "
        "so nothing has to be aligned. "
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
            "Almost every word changes a little, and rare words seem to change most (Dubossarsky "
            "et al. 2017). So the concept is also compared with words of about the same number of "
            "uses in the same slices: the percentile says how many of them moved less."
        )
    return said
