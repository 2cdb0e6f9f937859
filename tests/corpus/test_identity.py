"""Ids met before: told exactly, with the source of each, as a dict would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.corpus import identity
from toolkit.corpus.identity import Identities

NAMES = st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=60)


@pytest.fixture(autouse=True, scope="module")
def _few():
    """Sort hashes early, so that small examples pass through every way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "_FEW", 3)
        yield


@given(NAMES)
def test_it_answers_as_a_dict(pairs):
    """The source of the first of each id, and nothing for the others; any letters at all."""
    met, known = Identities(), {}
    for name, source in pairs:
        assert met.source_of(name) == known.get(name)
        if name not in known:
            met.add(name, source)
            known[name] = source
    assert len(met) == len(known)
    assert {name: met.source_of(name) for name in known} == known


def test_ids_of_one_hash_are_told_apart(monkeypatch):
    """Where every hash is the same, letters decide."""
    monkeypatch.setattr(identity, "hash", lambda name: 7, raising=False)
    met = Identities()
    met.add("bread", "a.txt")
    assert met.source_of("read") is None
    met.add("read", "b.txt")
    assert (met.source_of("bread"), met.source_of("read")) == ("a.txt", "b.txt")


def test_memory_of_many_ids_stays_small():
    """A hundred thousand ids and sources cost less than 40 bytes each beside their letters."""
    met = Identities()
    letters = 0
    for n in range(100_000):
        met.add(f"document {n}", f"speeches.csv.gz:{n}")
        letters += len(f"document {n}speeches.csv.gz:{n}")
    held = met._sorted.nbytes + len(met._said) + 60 * len(met._fresh)
    assert (held - letters) / 100_000 < 40
