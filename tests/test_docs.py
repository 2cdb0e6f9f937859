"""The documents: every snippet runs, every command works, every name and flag is explained."""

import inspect
import re
import shlex
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import toolkit
from toolkit.cli.app import VERBS, command
from toolkit.cli.main import main
from toolkit.references import sources

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
# The demo has tests of its own, and takes longer than all other commands together.
LONG = {"demo"}

STUDY = """
corpus = "speeches.corpus"
concepts = ["united front"]
slices.every = 20
drift = { permutations = 99, controls = 9 }
"""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def archive():
    """Invent 300 speeches; from 1950 a united front is one of states, no longer of workers."""
    rng = np.random.default_rng(7)
    invented = [f"{a}{b}{c}" for a in "bdfgkl" for b in "aeiou" for c in ("n", "ran", "tor")]
    words = np.array(["the", "of", "and", "to", "in", "that", "is", "for", "with", *invented])
    common = 1 / np.arange(1, len(words) + 1)
    before = ["workers", "strike", "party", "union", "factory", "wages"]
    after = ["nations", "states", "peace", "assembly", "border", "treaty"]
    rows = []
    for n in range(300):
        year = 1920 + n // 5
        text = rng.choice(words, 120, p=common / common.sum()).tolist()
        for place in rng.integers(5, 115, rng.integers(0, 4)):
            text[place - 4 : place + 4] = rng.choice(before if year < 1950 else after, 8).tolist()
            text[place] = str(rng.choice(["united front", "united front", "people's war"]))
        rows.append((f"s{n}", f"{year}-05-01", f"Speech {n}", f"Speaker {n % 11}", " ".join(text)))
    return pl.DataFrame(rows, schema=["id", "date", "title", "author", "text"], orient="row")


def judged(folder):
    """Write a benchmark of five invented words, the later the further moved."""
    rng = np.random.default_rng(0)
    fields = np.array([[f"{a}{b}{c}" for b in "aeiou" for c in "nrl"] for a in "bdgk"])
    words = [f"target{k}" for k in range(5)]
    (folder / "truth").mkdir(parents=True)
    (folder / "targets.txt").write_text("\n".join(words))
    lines = [f"{word}\t{k / 4}" for k, word in enumerate(words)]
    (folder / "truth" / "graded.txt").write_text("\n".join(lines))
    for number in (1, 2):
        texts = []
        for k, word in enumerate(words):
            for _ in range(30):
                moved = number == 2 and rng.random() < k / 4
                around = rng.choice(fields[(k + moved) % 4], 8)
                texts.append(" ".join([*around[:4], word, *around[4:]]))
        (folder / f"corpus{number}").mkdir()
        (folder / f"corpus{number}" / "text.txt").write_text("\n".join(texts))


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Lay out the files that the documents speak of, and work beside them."""
    monkeypatch.chdir(tmp_path)
    speeches = archive()
    speeches.write_csv("speeches.csv")
    speeches.with_columns(id=pl.concat_str(pl.lit("more-"), "id")).write_csv("more.csv")
    sides = {"left": range(6), "right": range(6, 11)}
    named = [f"{side} = {[f'Speaker {n}' for n in who]}" for side, who in sides.items()]
    Path("sides.toml").write_text("\n".join(["[groups]", *named]), encoding="utf-8")
    Path("letters").mkdir()
    for row in speeches.head(20).iter_rows(named=True):
        name = f"{row['date']}_{row['author']}_{row['title']}.txt"
        Path("letters", name).write_text(row["text"], encoding="utf-8")
    Path("minutes").mkdir()
    for row in speeches.head(5).iter_rows(named=True):
        text = f"Minutes of {row['title']}, 1 May {row['date'][:4]}\n{row['text']}"
        Path("minutes", f"{row['id']}.txt").write_text(text, encoding="utf-8")
    Path("programme.txt").write_text("A united front. We want a united front.", encoding="utf-8")
    Path("study.toml").write_text(STUDY, encoding="utf-8")
    toolkit.read("speeches.csv", text="text", date="date").save("speeches.corpus")
    judged(Path("judged"))
    return tmp_path


def commands(block):
    """Give the commands of a block, without comments."""
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        if words:
            yield words


@each_page
def test_what_a_page_shows_works(page, desk):
    """Snippets and commands run in the order of the page; nothing in it is only for show."""
    names = {"__name__": "page"}
    for kind, block in BLOCK.findall(TEXTS[page]):
        if kind == "python":
            exec(compile(block, page.name, "exec"), names)
            continue
        for program, *arguments in commands(block):
            assert program == "rhetoric", f"{program}: only commands of this package are run"
            if arguments[0] in LONG:
                arguments = [arguments[0], "--help"]
            if arguments[0] == "read" and "-o" in arguments:
                arguments.append("--force")  # a page may read the same texts again
            assert main(arguments) == 0, arguments


@each_page
def test_targets_of_make_exist(page):
    """Every ``make`` that a page names is in the Makefile."""
    named = re.findall(r"(?:`|^ {4})make ([a-z-]+)", TEXTS[page], re.M)
    assert set(named) <= TARGETS


@each_page
def test_links_lead_somewhere(page):
    """Every relative link and picture is there."""
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", TEXTS[page]):
        assert (page.parent / target).exists(), target


def test_every_public_name_is_documented():
    """What the package offers stands in the list of names."""
    page = TEXTS[ROOT / "docs" / "api.md"]
    assert [name for name in toolkit.__all__ if f"`rt.{name}`" not in page] == []


PAGED = [("measures.md", name) for name in toolkit.METRICS]
PAGED += [("spaces.md", name) for name in toolkit.SPACES]


@pytest.mark.parametrize(("page", "name"), PAGED)
def test_every_metric_and_space_has_its_section(page, name):
    """A row says range and small counts; a section names every source, and when not to use it."""
    text = TEXTS[ROOT / "docs" / page]
    (row,) = re.findall(rf"^\| `{name}` \|(.*)\|$", text, re.M)
    assert all(cell.strip() for cell in row.split("|"))
    (section,) = re.findall(rf"^## {name}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    said = " ".join(section.split())
    assert "ot to be " in said
    registry = toolkit.METRICS if page == "measures.md" else toolkit.SPACES
    works = sources(registry.get(name))
    assert works
    missing = [work.key for work in works if (work.doi or str(work.year)) not in said]
    assert missing == []
    assert all(work.key in toolkit.cite(name) for work in works)


def test_every_name_in_the_documents_exists():
    """No page speaks of something that the package does not have."""
    spoken = {name for text in TEXTS.values() for name in re.findall(r"\brt\.([A-Za-z_]+)", text)}
    assert spoken <= set(toolkit.__all__)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_every_flag_is_documented(verb):
    """A verb has a section; its flags stand there, or among those that several verbs share."""
    page = TEXTS[ROOT / "docs" / "cli.md"]
    (section,) = re.findall(rf"^## {verb}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    shared = page.partition("\n## demo")[0]
    module = __import__(f"toolkit.cli.{verb}", fromlist=["run"])
    flags = [
        declaration
        for parameter in inspect.signature(command(module.run)).parameters.values()
        for declaration in _declared(parameter)
    ]
    assert flags
    assert [flag for flag in flags if flag not in section + shared] == []


def _declared(parameter):
    """Spell the flags of a parameter; an argument has none."""
    (says,) = getattr(parameter.annotation, "__metadata__", (None,))
    if says is None or type(says).__name__ == "ArgumentInfo":
        return []
    return list(says.param_decls or ()) or [f"--{parameter.name.replace('_', '-')}"]
