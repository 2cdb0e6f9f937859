"""What the page on traces claims of formulas, first uses and resemblance, on planted archives."""

import numpy as np
import pytest

from tests.traces.careers import formulaic, found, shuffled
from tests.traces.worlds import DECADES, about, archive, target, topical_archive
from toolkit.concepts.find import find
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.spaces.fit import fit
from toolkit.topics.fit import fit_topics
from toolkit.traces.careers import career, peak_of
from toolkit.traces.first import first_use
from toolkit.traces.formulas import formulas
from toolkit.traces.judged import Asked
from toolkit.traces.resemblance import of_concept, of_text
from toolkit.traces.target import target_of
from toolkit.traces.topical import of_topics
from toolkit.traces.vectors import target_usages

CONCEPT = '"people\'s war"'
# Archives and their documents; worlds.
SIZES = {"short": (2, 1_500, 1), "full": (3, 20_000, 8)}


@pytest.mark.timeout(3600)
def test_formulas_are_found_with_their_dates(size):
    """Of twenty planted ones each: found, first and last document right; nothing else found."""
    archives, documents, _ = SIZES[size]
    there, right, strange, total = [], [], 0, 0
    for seed in range(archives):
        corpus, planted = formulaic(seed + 10, n_documents=documents, spread=(30, 90))
        table = formulas(corpus, documents=20 if documents > 5_000 else None)
        words = {word for one in planted for word in one.words}
        for one in planted:
            row = found(table.table, one)
            there.append(row is not None)
            ends = (one.carriers[0], one.carriers[-1])
            right.append(row is not None and (row["first_id"], row["last_id"]) == ends)
        strange += sum(not words & set(name.split()) for name in table.table["formula"])
        total += len(table)
    said = f"found {np.mean(there):.3f}, dates {np.mean(right):.3f}, strange {strange} of {total}"
    assert np.mean(there) >= 0.95, said
    assert np.mean(right) >= 0.95, said
    assert strange <= 0.05 * total + 2, said
    print(said)


@pytest.mark.timeout(3600)
def test_words_in_random_order_have_no_formulas(size):
    """In most shuffled archives nothing at all: the rate that is borne is one in twenty."""
    number = 20 if size == "full" else 4
    corpus, _ = formulaic(3, n_documents=400)
    any_found = [len(formulas(shuffled(corpus, seed), words=2)) > 0 for seed in range(number)]
    said = f"something found in {np.mean(any_found):.2f} of {number} shuffled archives"
    assert np.sum(any_found) <= (4 if size == "full" else 2), said
    print(said)


@pytest.mark.timeout(3600)
def test_first_uses_and_peaks_fall_into_the_planted_slices(size):
    """A concept that lives from one year to another: its first slice, and a peak in its life."""
    archives, documents, _ = SIZES[size]
    first, peak = [], []
    for seed in range(archives):
        corpus, planted = formulaic(seed + 20, n_documents=documents, spread=(30, 90))
        decades = slices(corpus)
        for one in planted:
            pattern = " ".join("*" if k == one.slot else w for k, w in enumerate(one.words))
            hits = find(pattern, corpus)
            row = first_use(hits)
            first.append(row["first_id"] == one.carriers[0])
            label = peak_of(career(hits, decades, 0.95))
            peak.append(one.born // 10 * 10 <= int(label[:4]) <= one.dead)
    said = f"first uses right {np.mean(first):.3f}, peaks within the life {np.mean(peak):.3f}"
    assert np.mean(first) >= 0.95, said
    assert np.mean(peak) >= 0.95, said
    print(said)


@pytest.mark.timeout(3600)
def test_the_period_is_claimed_where_there_is_one_and_not_where_there_is_none(size):
    """Claims are right in 95 %; no claim for 90 % of texts whose usage resembles no period."""
    _, _, worlds = SIZES[size]
    right, claimed, silent = [], [], []
    for seed in range(100, 100 + worlds):
        made, corpus = archive(seed)
        asked = Asked(corpus, fit("ppmi", corpus), slices(corpus), 10, "auto", 0.95, 199, 7)
        hits = find(CONCEPT, corpus)
        for topic in [*range(6), *range(6), 6, None, None, None, *range(8, 14)]:
            document = target(made, topic, int(made.rng.integers(3, 10)))
            chosen = target_of(document, corpus)
            here = find(CONCEPT, chosen.alone)
            vectors = target_usages(chosen, asked.space, here.position, here.length, 10)
            speaks = of_concept(asked, hits, vectors).speaks
            if topic is None or topic >= len(DECADES):
                silent.append(speaks is None)
                continue
            claimed.append(speaks is not None)
            if speaks is not None:
                right.append(speaks == f"{DECADES[topic]}s")
    said = (
        f"claims {np.mean(claimed):.2f} of {len(claimed)}, right {np.mean(right):.3f}; silent "
        f"{np.mean(silent):.3f} of {len(silent)} without a period"
    )
    assert np.mean(claimed) >= 0.5, said
    assert np.mean(right) >= 0.95, said
    assert np.mean(silent) >= 0.9, said
    print(said)


# Subjects of texts that resemble no decade: of all times, of none, everyday words, those of all.
OF_NONE = ((6, 7), (8, 11), (10,), (12, 13), (13,), (None, None), tuple(range(6)))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", ["nmf", "gibbs"])
def test_whole_texts_are_told_by_topics_and_by_vectors_or_not_at_all(size, name):
    """Texts on the subject of a decade, and texts on none: as for concepts."""
    _, _, worlds = SIZES[size]
    ways = ("topics", "vectors")
    right, claimed, silent = ({way: [] for way in ways} for _ in range(3))
    for seed in range(200, 200 + worlds):
        made, corpus = topical_archive(seed, 60)
        model = fit_topics(name, corpus, topics=16, seed=seed, seeds=3, workers=1)
        asked = Asked(corpus, fit("ppmi", corpus), slices(corpus), 10, "auto", 0.95, 199, 7)
        subjects = [(k, int(made.rng.integers(6, 12))) for k in [*range(6), *range(6)]]
        for topics in [*subjects, *OF_NONE, *OF_NONE]:
            document = Document("t", about(made, topics), language="en")
            chosen = target_of(document, corpus)
            by = {"topics": of_topics(asked, chosen, model), "vectors": of_text(asked, chosen)}
            for way, one in by.items():
                if topics in OF_NONE:
                    silent[way].append(one.speaks is None)
                    continue
                claimed[way].append(one.speaks is not None)
                if one.speaks is not None:
                    right[way].append(one.speaks == f"{DECADES[topics[0]]}s")
    for way in ways:
        said = (
            f"{name}, {way}: claims {np.mean(claimed[way]):.2f} of {len(claimed[way])}, right "
            f"{np.mean(right[way]):.3f}; silent {np.mean(silent[way]):.3f} of {len(silent[way])}"
        )
        assert np.mean(claimed[way]) >= 0.5, said
        assert np.mean(right[way]) >= 0.95, said
        assert np.mean(silent[way]) >= 0.9, said
        print(said)
