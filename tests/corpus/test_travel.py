"""A corpus sent to another process arrives as the same corpus, or not at all."""

import pickle

import pytest

from tests.corpus.processes import documents
from toolkit.corpus.corpus import Corpus
from toolkit.errors import CorpusError


@pytest.mark.parametrize("on_disk", [True, False])
def test_what_arrives_is_what_was_sent(tmp_path, on_disk):
    """Documents, texts and tokens are the same; a corpus on disk travels as its folder."""
    sent = (
        Corpus.build(tmp_path / "c", documents(9))
        if on_disk
        else Corpus.from_documents(documents(9))
    )
    packed = pickle.dumps(sent)
    there = pickle.loads(packed)
    assert there.hash == sent.hash
    assert there.documents.equals(sent.documents)
    assert there.index.ids.tolist() == sent.index.ids.tolist()
    assert [there.text_at(row) for row in range(9)] == [sent.text_at(row) for row in range(9)]
    assert (len(packed) < 500) == on_disk


def test_another_corpus_in_its_place_is_refused(tmp_path):
    """What was sent is looked for by its hash."""
    packed = pickle.dumps(Corpus.build(tmp_path / "c", documents(9)))
    Corpus.build(tmp_path / "c", documents(8), force=True)
    with pytest.raises(CorpusError, match="holds another corpus"):
        pickle.loads(packed)
