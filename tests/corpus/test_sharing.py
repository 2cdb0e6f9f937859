"""Work shared out: the same answers in the same order, and one line when nobody is left."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus import plain
from toolkit.corpus import build, sharing
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.documents import Document
from toolkit.corpus.rules import Rules
from toolkit.corpus.sharing import shared_out
from toolkit.errors import CorpusError, SharingError


def test_answers_come_in_the_order_of_the_tasks(monkeypatch):
    """However few tasks are given out ahead, and whoever is done first."""
    for ahead in (1, 3, 100):
        monkeypatch.setattr(sharing, "AHEAD", ahead)
        with ThreadPoolExecutor(4) as executor:
            assert list(shared_out(partial(pow, 3), range(40), executor)) == [
                3**k for k in range(40)
            ]


def test_tasks_are_taken_as_they_are_needed(monkeypatch):
    """A stream of tasks is never held whole: as many are taken as may wait."""
    monkeypatch.setattr(sharing, "AHEAD", 5)
    taken = []
    tasks = (taken.append(k) or k for k in range(1000))
    with ThreadPoolExecutor(1) as executor:
        answers = shared_out(abs, tasks, executor)
        assert next(answers) == 0
        assert len(taken) == 5
        answers.close()


def test_an_error_of_the_work_is_the_error_of_the_caller():
    """What a task raises is raised where its answer is taken."""
    with ThreadPoolExecutor(2) as executor, pytest.raises(ZeroDivisionError):
        list(shared_out(partial(divmod, 1), [1, 0, 2], executor))


def test_nothing_is_done_behind_the_back_of_the_caller():
    """Whoever stops early gets control back when the tasks that run already are done."""
    done = []

    def work(task):
        time.sleep(0.05)
        done.append(task)

    with ThreadPoolExecutor(2) as executor:
        answers = shared_out(work, range(9), executor)
        next(answers)
        answers.close()
        told = len(done)
        time.sleep(0.2)
        assert len(done) == told < 9


def test_a_process_that_dies_is_told_in_one_line():
    """A pool does not try again: the error says what to do."""
    with (
        ProcessPoolExecutor(1, get_context("spawn")) as executor,
        pytest.raises(SharingError, match="fewer workers") as caught,
    ):
        list(shared_out(os._exit, [1], executor))
    assert "\n" not in str(caught.value)


def files_of(folder):
    """Give every file of a corpus."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in paths}


@settings(max_examples=25, deadline=None)
@given(plain.archives(), st.integers(1, 60))
def test_reading_by_others_gives_the_same_files(tmp_path_factory, documents, batch):
    """Whatever the batches: texts, ids, postings, types and documents are the same bytes."""
    folder = tmp_path_factory.mktemp("read")
    Corpus.build(folder / "here", documents)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(3) as executor:
        patch.setattr(build, "BATCH", batch)
        Corpus.build(folder / "there", documents, executor=executor)
    assert files_of(folder / "here") == files_of(folder / "there")
    assert not list(folder.rglob(build.SEGMENTS))


def test_processes_add_to_a_corpus(tmp_path, monkeypatch):
    """Appended by processes: the same files as by none; a double id is refused, nothing is lost."""
    monkeypatch.setattr(build, "BATCH", 40)
    first = [Document(f"a{k}", f"Bread, peace and {k} letters") for k in range(9)]
    more = [Document(f"b{k}", f"Land and peace {k}") for k in range(9)]
    for name in ("here", "there"):
        Corpus.build(tmp_path / name, first)
    Corpus.build(tmp_path / "here", more, append=True)
    with ProcessPoolExecutor(2, get_context("spawn")) as executor:
        Corpus.build(tmp_path / "there", more, append=True, executor=executor)
        assert files_of(tmp_path / "here") == files_of(tmp_path / "there")
        with pytest.raises(CorpusError, match="stands twice"):
            Corpus.build(tmp_path / "there", more, append=True, executor=executor)
    assert len(Corpus.open(tmp_path / "there")) == 18
    assert files_of(tmp_path / "here") == files_of(tmp_path / "there")


@pytest.mark.parametrize("rules", [{"chinese": "words"}, {"spelling": "merged"}])
def test_rules_hold_whoever_reads(tmp_path, monkeypatch, rules):
    """Words put together and spellings merged: the same files, codes too."""
    if "chinese" in rules:
        pytest.importorskip("jieba")
    monkeypatch.setattr(build, "BATCH", 1)
    texts = {"a": ("人民战争 胜利万岁", "zh"), "b": ("Миръ и земля", "ru"), "c": ("", "zh")}
    documents = [Document(name, text, language=code) for name, (text, code) in texts.items()]
    Corpus.build(tmp_path / "here", documents, rules=Rules(**rules))
    with ThreadPoolExecutor(1) as executor:
        Corpus.build(tmp_path / "there", documents, rules=Rules(**rules), executor=executor)
    assert files_of(tmp_path / "here") == files_of(tmp_path / "there")
