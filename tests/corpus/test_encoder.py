"""From texts to token ids: any batches, any order, all ways of folding."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus import plain
from toolkit.corpus import encoder as module
from toolkit.corpus.encoder import Encoder
from toolkit.corpus.tokens import clean
from toolkit.errors import CorpusError

TEXTS = st.lists(st.tuples(plain.TEXTS.map(clean), st.sampled_from(["en", "tr", "az"])), max_size=6)


def encoded(texts, batch, order):
    """Encode texts in batches and bring them into an order; give types, streams and bytes."""
    with TemporaryDirectory() as folder:
        with Encoder(Path(folder)) as encoder:
            for start in range(0, len(texts), batch):
                some = texts[start : start + batch]
                encoder.add([text for text, _ in some], [language for _, language in some])
            types, type_offsets, offsets = encoder.finish(np.array(order, np.int64))
        ids = np.load(Path(folder) / "ids.npy")
        raw = (Path(folder) / "texts.bin").read_bytes()
        assert not (Path(folder) / "ids.raw").exists()
        kept = [raw[start:stop].decode() for start, stop in encoder.text_offsets]
    documents = [ids[a:b].tolist() for a, b in zip(offsets, offsets[1:], strict=False)]
    return types, np.diff(type_offsets).tolist(), documents, kept


@settings(max_examples=50)
@given(
    TEXTS, st.integers(1, 6), st.sampled_from([5, module.PIECE]), st.randoms(use_true_random=False)
)
def test_ids_are_those_of_a_plain_count(texts, batch, piece, random):
    """Types by frequency, then alphabet; ids of each document in the order asked for."""
    order = list(range(len(texts)))
    random.shuffle(order)
    tokens = [[plain.fold(w, language) for w in plain.words(text)] for text, language in texts]
    every = [token for document in tokens for token in document]
    ranked = sorted(set(every), key=lambda name: (-every.count(name), name))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PIECE", piece)
        types, counts, documents, kept = encoded(texts, batch, order)
    assert types == ranked
    assert counts == [every.count(name) for name in ranked]
    assert documents == [[ranked.index(token) for token in tokens[i]] for i in order]
    assert kept == [text for text, _ in texts]


def test_too_many_tokens_are_refused(tmp_path, monkeypatch):
    """Positions are 32-bit: a corpus beyond the limit is refused before it is written."""
    monkeypatch.setattr(module, "MOST_TOKENS", 3)
    with Encoder(tmp_path) as encoder, pytest.raises(CorpusError, match="cut the corpus"):
        encoder.add(["one two three four"], ["en"])
