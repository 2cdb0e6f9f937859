"""Fetching from a server of this machine: brought, resumed, refused, told in one line."""

import csv
import gzip
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.datasets.upstream import archive_of, entry_for, serving
from toolkit.cli.main import main
from toolkit.corpus.corpus import Corpus
from toolkit.corpus.dates import parse_date
from toolkit.corpus.tokens import fold, surface_tokens
from toolkit.datasets import download
from toolkit.datasets.catalogue import catalogue, digest
from toolkit.datasets.download import CACHE, MIRROR
from toolkit.datasets.fetch import fetch, files_of
from toolkit.datasets.recipes import RECIPES, Recipe
from toolkit.errors import OptionError, ReadError, UnknownNameError

FOLDERS = (parent / "shared" / "corpora" for parent in Path(__file__).parents)
CORPORA = next((folder for folder in FOLDERS if folder.is_dir()), None)
on_real_corpora = pytest.mark.skipif(CORPORA is None, reason="no shared corpora here")

# Of short pages: the table keeps the credits of the transcription (De Leon), or leaves out the
# editors' introduction or the notes below the text (Lenin).
LESS = {
    "deleon_works_1894_1894-sep09": 0.92,
    "deleon_works_1896_1896-jun07": 0.93,
    "deleon_works_1898_1898-jun26a": 0.88,
    "lenin_works_1913_mar_x01": 0.92,
    "lenin_works_1914_granat_ch06": 0.9,
}
FILES = {
    "texts/1917_lenin.txt": b"all power to the soviets of workers and soldiers " * 400,
    "texts/1848_marx.txt": b"a spectre is haunting europe and the old powers " * 400,
}
OTHERS = {"README.md": b"read me", "texts/._1917_lenin.txt": b"\0\0", "../../evil.txt": b"evil"}


@pytest.fixture
def upstream(tmp_path, monkeypatch):
    """Serve an invented corpus of two texts as the archive of a commit."""
    entry = entry_for("invented_en", FILES, files=r"texts/\d{4}_\w+\.txt")
    monkeypatch.setitem(catalogue(), entry.name, entry)
    monkeypatch.setitem(RECIPES, entry.name, Recipe("texts", {"pattern": "{date}_{author}"}))
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(download, "_BLOCK", 100)
    with serving() as made:
        made.entry = entry
        made.path = entry.url("")
        made.served[made.path] = archive_of(entry, FILES | OTHERS)
        monkeypatch.setenv(MIRROR, made.base)
        yield made


def left(tmp_path):
    """Names of all files below the cache."""
    return sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())


def test_a_corpus_is_brought_read_and_kept(upstream, tmp_path):
    """The wanted files of the archive, no other; the second time nothing is asked for."""
    corpus = fetch("invented_en", accept_licence=True)
    rows = corpus.documents.select("id", "date", "author", "language").rows()
    assert rows == [("1848_marx", "1848", "marx", "en"), ("1917_lenin", "1917", "lenin", "en")]
    assert corpus.text("1848_marx").encode() == FILES["texts/1848_marx.txt"]
    assert [Path(name).name for name in left(tmp_path)] == ["1848_marx.txt", "1917_lenin.txt"]
    assert fetch("invented_en", accept_licence=True).hash == corpus.hash
    assert upstream.asked == [(upstream.path, 0)]


def test_a_file_that_was_changed_in_the_cache_is_brought_again(upstream, tmp_path):
    """What lies there is hashed before it is read."""
    place = files_of(upstream.entry)
    (place / "texts" / "1848_marx.txt").write_bytes(b"no spectre")
    assert fetch("invented_en", accept_licence=True).text("1848_marx").startswith("a spectre")
    assert len(upstream.asked) == 2


def test_a_cut_connection_is_gone_on_with(upstream):
    """Broken off twice: the third answer begins where the second ended, and all is whole."""
    upstream.cut = [200, 500]
    corpus = fetch("invented_en", accept_licence=True)
    assert upstream.asked == [(upstream.path, 0), (upstream.path, 200), (upstream.path, 500)]
    assert len(corpus) == 2


def test_what_came_before_an_interrupt_is_not_brought_again(upstream, tmp_path):
    """A run that ends without success leaves its part; the next goes on from there."""
    upstream.cut = [200, 300, 400]
    with pytest.raises(ReadError, match="broke off"):
        fetch("invented_en", accept_licence=True)
    upstream.asked.clear()
    assert len(fetch("invented_en", accept_licence=True)) == 2
    assert upstream.asked == [(upstream.path, 400)]


def test_a_part_that_is_no_beginning_is_thrown_away(upstream, tmp_path):
    """More bytes lie there than the file has: it is brought from its beginning."""
    part = tmp_path / "cache" / f"invented_en-{upstream.entry.commit[:12]}.download.part"
    part.parent.mkdir()
    part.write_bytes(b"x" * 100_000)
    assert len(fetch("invented_en", accept_licence=True)) == 2
    assert [first for _, first in upstream.asked] == [100_000, 0]


@pytest.mark.parametrize("change", ["another text", "a text less", "a text more", "no archive"])
def test_wrong_files_are_refused_and_nothing_stays(change, upstream, tmp_path):
    """A single changed byte anywhere: one line, and an empty cache."""
    files = dict(FILES)
    if change == "another text":
        files["texts/1848_marx.txt"] = b"A" + files["texts/1848_marx.txt"][1:]
    elif change == "a text less":
        del files["texts/1848_marx.txt"]
    elif change == "a text more":
        files["texts/1871_marx.txt"] = b"more"
    packed = archive_of(upstream.entry, files)
    upstream.served[upstream.path] = packed[:-30] if change == "no archive" else packed
    with pytest.raises(ReadError, match="nothing was kept") as caught:
        fetch("invented_en", accept_licence=True)
    assert "\n" not in str(caught.value)
    assert left(tmp_path) == []
    assert not list((tmp_path / "cache").iterdir())


def test_without_a_network_there_is_one_line(upstream, monkeypatch, capsys, tmp_path):
    """Nothing answers, or not with the file: exit 2, what to do, no corpus."""
    monkeypatch.chdir(tmp_path)
    for base, why in (("http://127.0.0.1:9", "is there a network?"), (f"{upstream.base}/x", "404")):
        monkeypatch.setenv(MIRROR, base)
        assert main(["fetch", "invented_en", "--accept-licence"]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert why in said
        assert MIRROR in said
    assert not Path("invented_en.corpus").exists()


def test_the_command_shows_the_licence_and_wants_it_acknowledged(
    upstream, monkeypatch, capsys, tmp_path
):
    """Without a terminal the flag is needed; with it the corpus is made."""
    monkeypatch.chdir(tmp_path)
    assert main(["fetch", "invented_en"]) == 2
    assert "CC0-1.0" in capsys.readouterr().err
    assert upstream.asked == []
    with pytest.raises(OptionError, match=r"CC0-1\.0"):
        fetch("invented_en")
    assert main(["fetch", "invented_en", "--accept-licence", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)[0]["documents"] == 2
    assert "licence: CC0-1.0" in told.err
    assert main(["describe", "invented_en.corpus"]) == 0


def test_the_date_that_counts_can_be_chosen(upstream, monkeypatch, tmp_path, capsys):
    """The recipe's own date is the usual one: it counts where asked for, else it is kept beside."""

    def told(document, entry):
        """Give one of the texts a date of print, and both the end of the year as their own."""
        printed = {"date_published": "1850"} if document.author == "marx" else {}
        date = parse_date(f"{document.date.text}-12-31")
        return replace(document, date=date, variables=printed)

    recipe = replace(RECIPES["invented_en"], mend=told)
    monkeypatch.setitem(RECIPES, "invented_en", recipe)
    columns = ["id", "date", "dated_by", "date_otherwise"]
    by_print = ("1848_marx", "1850", "published", "1848-12-31")

    corpus = fetch("invented_en", accept_licence=True, dated_by="published,date")
    other = ("1917_lenin", "1917-12-31", "date", None)
    assert corpus.documents.select(columns).rows() == [by_print, other]
    assert "dated by first publication" in corpus.dated

    monkeypatch.chdir(tmp_path)
    line = ["fetch", "invented_en", "--accept-licence", "--dated-by", "published"]
    assert main(line) == 1
    assert "no date by first publication is known" in capsys.readouterr().err
    made = Corpus.open("invented_en.corpus")
    other = ("1917_lenin", "", None, "1917-12-31")
    assert made.documents.select(columns).rows() == [by_print, other]
    assert made.rules.dated_by == ("published",)

    with pytest.raises(UnknownNameError, match="no document has a date by writing"):
        fetch("invented_en", accept_licence=True, dated_by="written")


def test_the_list_and_unknown_names(upstream, capsys):
    """Every entry with its licence, and whether it is here; near names are suggested."""
    assert main(["fetch", "--list", "--format", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(rows) == set(catalogue())
    assert not rows["invented_en"]["here"]
    files_of(upstream.entry)
    assert main(["fetch", "--list", "--format", "json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["invented_en"]["here"]
    with pytest.raises(UnknownNameError, match="sotu_en"):
        fetch("sotu", accept_licence=True)


def test_every_entry_has_a_recipe_a_licence_and_a_pin():
    """Names, commits and digests are whole."""
    assert set(RECIPES) == set(catalogue())
    for entry in catalogue().values():
        assert re.fullmatch("[0-9a-f]{40}", entry.commit)
        assert re.fullmatch("[0-9a-f]{64}", entry.digest)
        assert entry.licence
        assert [bool(entry.files), bool(entry.file), bool(entry.at)].count(True) == 1
        assert all(re.fullmatch("[0-9a-f]{40}", commit) for commit in entry.single.values())


@pytest.fixture
def scattered(upstream, monkeypatch):
    """Serve the same texts one by one, each at a commit of its own."""
    at = {f"{n}{'0' * 39}": [path] for n, path in enumerate(FILES, 1)}
    entry = entry_for("invented_en", FILES, files="", at=at)
    monkeypatch.setitem(catalogue(), entry.name, entry)
    upstream.served = {entry.url("", path): content for path, content in FILES.items()}
    upstream.entry = entry
    return upstream


def test_files_of_several_commits_are_brought_one_by_one(scattered, tmp_path):
    """Each from its commit; the sum of what is there is told; the downloads do not stay."""
    told = []
    place = files_of(scattered.entry, told.append)
    assert {path: (place / path).read_bytes() for path in FILES} == FILES
    assert [path for path, _ in scattered.asked] == [scattered.entry.url("", p) for p in FILES]
    assert told == sorted(told)
    assert told[-1] == scattered.entry.bytes
    assert len(left(tmp_path)) == len(FILES)


def test_of_several_files_those_that_came_are_not_brought_again(scattered, tmp_path):
    """A file that is not there breaks off; the next time only what is missing is asked for."""
    _, second = (scattered.entry.url("", path) for path in FILES)
    kept = scattered.served.pop(second)
    with pytest.raises(ReadError, match="404"):
        files_of(scattered.entry)
    scattered.served[second] = kept
    scattered.asked.clear()
    files_of(scattered.entry)
    assert scattered.asked == [(second, 0)]


def test_one_wrong_file_of_several_is_refused_and_nothing_stays(scattered, tmp_path):
    """The hash is that of all files together."""
    scattered.served[scattered.entry.url("", "texts/1848_marx.txt")] = b"a spectre"
    with pytest.raises(ReadError, match="nothing was kept"):
        files_of(scattered.entry)
    assert left(tmp_path) == []


@pytest.fixture(scope="module")
def pinned():
    """Read what is known of every file upstream: its path and hash."""
    known = json.loads((CORPORA / "registry.json").read_text(encoding="utf-8"))["corpora"]
    return {name: [file for one in facts["sources"] for file in one["files"]]
            for name, facts in known.items()}  # fmt: skip


@on_real_corpora
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_digests_are_those_of_the_pinned_files(name, pinned):
    """The digest and size of an entry follow from the hashes of its files, which it wants."""
    entry = catalogue()[name]
    assert digest({path: sha for path, sha, _ in pinned[name]}) == entry.digest
    assert all(entry.wants(path) for path, *_ in pinned[name])
    assert (len(pinned[name]), sum(file[2] for file in pinned[name])) == (
        entry.n_files,
        entry.bytes,
    )


@on_real_corpora
@pytest.mark.parametrize("name", sorted(catalogue()))
def test_recipes_give_the_documents_of_the_corpora(name, pinned, tmp_path, monkeypatch):
    """Original files, served as upstream has them: same dates and authors, .95 of the tokens."""
    paths = {Path(path).name: path for path, *_ in pinned[name]}
    # Works of one name in many folders lie here under their whole path.
    paths |= {re.sub("^_pages/(archive/)?", "", p).replace("/", "_"): p for p, *_ in pinned[name]}
    raw = (CORPORA / name / f"raw-{name}").rglob("*")
    files = {paths[file.name]: file.read_bytes() for file in raw if file.name in paths}
    entry = catalogue()[name]
    at = {commit: [p for p in paths if p in files] for commit, paths in entry.at.items()}
    how = {"files": entry.files, "file": entry.file, "renamed": entry.renamed, "at": at}
    some = entry_for(name, files, **how)
    monkeypatch.setitem(catalogue(), name, some)
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    with serving() as upstream:
        monkeypatch.setenv(MIRROR, upstream.base)
        if some.single:
            upstream.served |= {some.url("", path): files[path] for path in some.single}
        else:
            upstream.served[some.url("")] = archive_of(some, files)
        corpus = fetch(name, accept_licence=True)
    csv.field_size_limit(1 << 30)
    with gzip.open(CORPORA / name / "documents.csv.gz", "rt", encoding="utf-8") as lines:
        known = {row["id"]: row for row in csv.DictReader(lines)}
    assert len(corpus) >= len(files) - 1
    assert not len(corpus.skipped)
    for row in corpus.documents.iter_rows(named=True):
        wanted = known[row["id"]]
        date = parse_date(wanted["date"])
        assert (row["start"], row["stop"]) == (date.start, date.stop), row["id"]
        assert row["author"] == wanted["author"]
        assert all(row[key] == wanted[key] for key in ("party", "delivery") if key in wanted)
        a, b = (
            Counter(map(fold, surface_tokens([text]).to_list()[0]))
            for text in (f"{corpus.text(row['id'])} {row.get('notes') or ''}", wanted["text"])
        )
        least = LESS.get(row["id"], 0.95)
        assert (a & b).total() >= least * max(a.total(), b.total()), row["id"]
