"""Captions of figures about topics and documents."""

from collections.abc import Callable
from typing import Any

import polars as pl

from toolkit.change.sentences import count, quoted
from toolkit.topics.cards import TopicCards
from toolkit.topics.map import DocumentMap
from toolkit.topics.matching import STABLE
from toolkit.topics.novelty import Novelty
from toolkit.topics.share_table import TopicShares


def of_shares(result: TopicShares) -> str:
    """Describe shares of topics over time."""
    slices = result.table["slice"].n_unique()
    if result.table["topic"].n_unique() == 1:
        return (
            f"Share of topic {quoted(str(result.table['label'][0]))} among the words of each of "
            f"{count(slices, 'slice')}: points are shares, bars their {result.level:.0%} intervals "
            "over documents. Gaps are slices with too few documents. Under the axis: documents "
            "and words of each slice. Nothing is smoothed."
        )
    return (
        f"{count(len(result.labels), 'topic')} over {count(slices, 'slice')}: the share of each "
        f"among the passages of a slice, with {result.level:.0%} intervals over documents where "
        "bars are drawn. As a heat map: the darkest cell of a row is the topic's largest share "
        "and the palest its smallest, both written at its right end; rows stand in the order of "
        "their time. As a river: the largest topics on each other, all others in grey above. A "
        "number behind a name says how surely the topic is found again with other seeds (1: "
        "always); names in grey are of topics that are not. Nothing is smoothed."
    )


def of_profile(result: TopicShares) -> str:
    """Describe the topics of a concept's passages in two slices."""
    return (
        f"What the passages of {quoted(result.of)} are about: the topics with the largest shares "
        "of their words, open points the first slice that could be judged, filled points the last, "
        f"bars {result.level:.0%} intervals over documents. A passage is some 400 words, so other "
        "things stand in it than the concept. Nothing is smoothed."
    )


def of_novelty(result: Novelty) -> str:
    """Describe the plane of novelty and transience."""
    return (
        f"Each point is a document: across, its distance in {result.unit} from the "
        f"{result.window} before it; upwards, from the {result.window} after. On the line both are "
        "equal; below it stand "
        "documents that were new and were followed. Filled points are more resonant than random "
        f"orders of the documents allow ({result.level:.0%}). The most resonant are named."
    )


def of_cards(result: TopicCards) -> str:
    """Describe cards of topics."""
    unstable = result.table.filter(pl.col("stability") < STABLE)["topic"].n_unique()
    return (
        " ".join(result.answer()) + " A card for each of the largest topics: its most frequent "
        "words, with bars for their shares of it; stability, the part of its first words that come "
        "again with another seed; and its share of the words of each slice, with "
        f"{result.shares.level:.0%} intervals over documents, each on a scale of its own from 0. "
        f"Grey cards are unstable ({unstable} of {len(result.shares.labels)} topics). Typical "
        "passages stand in the table. Nothing is smoothed."
    )


def of_map(result: DocumentMap) -> str:
    """Describe a map of documents."""
    by = f"its {result.by}" if result.by else "its date"
    plane = "the plane of two components" if result.explained else "UMAP"
    ring = f" Ringed documents hold “{result.of}”." if result.of else ""
    return (
        " ".join(result.answer()) + f" Each point is a document, coloured by {by}; near documents "
        f"use like words, as far as {plane} shows it.{ring}"
    )


CAPTIONS: dict[type, Callable[[Any], str]] = {
    TopicShares: of_shares,
    Novelty: of_novelty,
    TopicCards: of_cards,
    DocumentMap: of_map,
}
