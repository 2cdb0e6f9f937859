"""What the figures of findings show, to stand behind what was found."""

FORMULAS = (
    "A line for each formula, in the order of first use: bars are its rate, each line to its own "
    "highest; triangles are first uses, dots peaks, crosses the slice from which on the rate is "
    "surely below the peak. A star stands for any word. At the right: documents (texts) and uses; "
    "under the axis: words of each slice."
)
FINDINGS = {
    "power": "Points: how often a change of this size, put in by replacing usages, was found; bars "
    "are 95% intervals of that rate. Broken lines: four in five, and the rate of false alarms. The "
    "upright line marks the smallest change that is found in four of five cases.",
    "pairwise": "Each cell sets a slice (row) beside an earlier one (column): the darker, the less "
    "similar the company of the concept. Bold numbers are more than comparable words moved, grey "
    "ones no more than exchanged units give (q > 0.05), dashes pairs that cannot be judged. Under "
    "the axis: uses and documents of each slice.",
    "robustness": "Points: the value under every combination of reasonable choices, in order, with "
    "their intervals; the marks below say what was chosen. Orange moved more than comparable "
    "words, blue held still, grey neither. The broken line is the choice of the series itself.",
    "collocates": "Columns: the words that stand beside the concept, the most exclusive on top; "
    "lines follow a word from slice to slice. Bold words stand with it otherwise than units of any "
    "time would give (q ≤ 0.1). Under the axis: uses and documents of each slice.",
    "complexity": "Points: all windows, or sentences, of a slice together; bars are intervals over "
    "units, grey blocks what units exchanged among all slices give. Under the axis: documents "
    "and tokens of each slice.",
    "keyness": "Points: how many times as often a word is used in the slice as in the baseline, to "
    "base 2; bars are intervals over units, grey blocks what exchanged units give. Filled points "
    "have q ≤ 0.1. At the right: tokens of the word in the slice and in the baseline.",
    "shift": "Points: what a word adds to the divergence between the words beside the concept, to "
    "the right where it stands there more in the slice, to the left where less; bars are intervals "
    "over units, grey blocks what exchanged units give. Filled points have q ≤ 0.1. At the right: "
    "tokens beside the concept in the slice and in the baseline.",
    "turnover": "Points: how much nearer, or further, a word came to the mean usage; bars are "
    "intervals over units, grey blocks what exchanged units give. Filled points have q ≤ 0.1. At "
    "the right: the rank of the word in the slice and in the baseline.",
    "careers": "A line for each concept: bars are its rate in the archive, each line to its own "
    "highest; triangles are first uses (a line through one is as long as its date is unsure), "
    "dots peaks, upright strokes the dates of quoted passages in which the concept stands. Names "
    "in grey are not in the text. At the right: uses in text and archive; under the axis: "
    "words of each slice.",
    "resemblance": "A row for the text as a whole and for each concept: points are the resemblance "
    "of its use in the text to that of each slice, bars intervals over units of the archive, the "
    "line 0. A filled point is told from every other slice; slices without a point could not be "
    "judged. At the right: uses in the text; under the axis: words of each slice.",
    "quotations": "Points: passages that the text shares with documents of the archive, by their "
    "place in the text and their date; a line joins those of one passage, the filled point is the "
    "earliest. Blue: quotations; orange: formulas, in very many documents. Numbers "
    "lead to the words at the right.",
    "bursts": "Bars: the share of documents of a slice with the concept; coloured ones lie in a "
    "burst, a stretch of slices with more of them than usual; above it the p from documents "
    "exchanged between slices. Under the axis: documents with a use, and all.",
    "bands": "Points, bars and blocks as in a drift figure; the broken strokes are the band that a "
    "whole unchanged series stays in, at every slice at once.",
    "event": "The coloured point: how far the use after the event lies from that before, with its "
    "interval; grey points: the same at all other dates whose windows do not reach the event.",
    "lead": "Stems: correlation of the steps of the first series with those of the second so many "
    "slices later; filled points have p ≤ 0.05 over all lags together. Under the axis: lags, and "
    "pairs of steps behind each.",
}
