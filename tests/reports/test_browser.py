"""Pages in a real browser: nothing runs, nothing is loaded, links land, everybody can read them."""

import runpy
import shutil
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

import toolkit as rt
from tests.reports.injections import STRINGS
from tests.reports.test_page import Corpus
from toolkit.change.base import DriftSeries
from toolkit.provenance import Provenance
from toolkit.reports.study_file import study_of

HERE = Path(__file__).parent
WORLD = SimpleNamespace(**runpy.run_path(str(HERE / "worlds.py")))
TRACE = runpy.run_path(str(HERE.parent / "figures" / "trace_results.py"))
BROWSER = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
WIDTHS = {"phone": (390, 844), "laptop": (1280, 800)}
AT_ONCE = 15

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    pytest.mark.skipif(BROWSER is None, reason="no browser; `make browser` says what to install"),
]


@pytest.fixture(scope="module")
def browser():
    """Start the system's browser; nothing is downloaded."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="install the extra 'dev'")
    with sync_api.sync_playwright() as play:
        # As root, in a container, the browser's own sandbox cannot be set up.
        started = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield started
        started.close()


class Visit:
    """A page that is looked at, and everything that it tries."""

    def __init__(self, browser, path, width="laptop", **options):
        size = dict(zip(("width", "height"), WIDTHS[width], strict=True))
        self.page = browser.new_page(viewport=size, **options)
        self.requests, self.console, self.dialogs = [], [], []
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("console", lambda one: self.console.append(one.text))
        self.page.on("pageerror", lambda one: self.console.append(str(one)))
        self.page.on("dialog", lambda one: (self.dialogs.append(one.message), one.dismiss()))
        self.page.goto(path.as_uri())
        self.requests.remove(path.as_uri())

    def quiet(self):
        """Tell that nothing was asked for, said or shown."""
        return (self.requests, self.console, self.dialogs) == ([], [], [])


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Write a report of a study with everything in it, and a page of a trace."""
    folder = tmp_path_factory.mktemp("pages")
    WORLD.corpus().save(folder / "speeches.corpus")
    asked = {"corpus": folder / "speeches.corpus", "concepts": ["front", "league"]}
    asked |= {"slices": {"every": 15}, "topics": {"topics": 4}}
    asked["ask"] = {"decompose": "author", "collocates": True, "robustness": True}
    asked["drift"] = {"permutations": 99}
    rt.report(study_of(asked)).save(folder / "report.html")
    rt.report(TRACE["trace"]()).save(folder / "trace.html")
    return folder


@pytest.mark.parametrize("name", ["report.html", "trace.html"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_loaded_and_nothing_overflows(browser, pages, name, width):
    """No request, no word on the console; the page is as wide as the screen, also of a phone."""
    visit = Visit(browser, pages / name, width)
    assert visit.quiet()
    widths = visit.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report.html", "trace.html"])
def test_axe_finds_no_violation(browser, pages, name, scheme):
    """Contrast, names, roles, headings, landmarks, tables: every rule of axe, open and dark."""
    from axe_playwright_python.sync_playwright import Axe

    visit = Visit(browser, pages / name, color_scheme=scheme)
    visit.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(visit.page).response["violations"]
    said = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
    assert said == []


def test_a_closed_mark_breaks_no_line(browser, pages):
    """Behind a marked passage of a traced text the next words stand in the same line."""
    visit = Visit(browser, pages / "trace.html")
    mark, behind = visit.page.evaluate(
        "(() => { const mark = document.querySelector('.text details'), next = new Range();"
        "next.selectNodeContents(mark.nextSibling);"
        "return [mark.querySelector('summary').getBoundingClientRect().bottom,"
        "next.getClientRects()[0].bottom] })()"
    )
    assert abs(mark - behind) < 5, (mark, behind)


def test_every_link_lands_and_a_point_opens_its_passages(browser, pages):
    """Each address in the page has its place; Enter on a point shows its passages."""
    visit = Visit(browser, pages / "report.html")
    lost = visit.page.evaluate(
        "[...document.querySelectorAll('a')].map(a => a.href.baseVal || a.getAttribute('href'))"
        ".filter(at => at.startsWith('#') && !document.getElementById(at.slice(1)))"
    )
    assert lost == []
    point = visit.page.locator("svg a").first
    target = point.evaluate("one => one.href.baseVal.slice(1)")
    assert not visit.page.locator(f"[id='{target}']").is_visible()
    point.focus()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(300)
    assert visit.page.locator(f"[id='{target}']").is_visible()
    assert visit.page.url.endswith(target)
    assert visit.quiet()


def test_it_prints_with_its_passages(browser, pages, tmp_path):
    """On paper folded passages are open, and the contents list is gone."""
    visit = Visit(browser, pages / "report.html")
    visit.page.emulate_media(media="print")
    assert visit.page.locator("blockquote").first.is_visible()
    assert not visit.page.locator("nav").is_visible()
    path = tmp_path / "report.pdf"
    visit.page.pdf(path=path, format="A4")
    assert path.read_bytes().startswith(b"%PDF")


def poisoned(made, strings):
    """Make a page in which these strings stand wherever a reader's data may stand."""
    results = []
    for text in strings:
        series = made.drift_series(text, n=2)
        evidence = made.evidence(series.table, text, author=text, title=text, text=text)
        evidence = evidence.with_columns(id=pl.lit(text), date=pl.lit(text), right=pl.lit(text))
        controls = series.controls.with_columns(control=pl.lit(text))
        results.append(
            DriftSeries(
                text, "cosine", "ppmi", series.table, (text,), evidence, controls,
                provenance=Provenance("ab" * 32, {text: text}, 7, {"python": text}),
            )
        )  # fmt: skip
    first = strings[0]
    return rt.report(results, question=first, title=first, corpus=Corpus(first)).html


def test_there_are_two_hundred_strings():
    """Fifteen ways out times fifteen ways to run, all distinct."""
    assert len(set(STRINGS)) == len(STRINGS) == 225


@pytest.mark.parametrize("start", range(0, len(STRINGS), AT_ONCE))
def test_no_string_runs_loads_or_adds_an_element(browser, made, tmp_path, start):
    """Text, title, author, id, concept, file name: no dialog, no request, no element more."""
    strings = STRINGS[start : start + AT_ONCE]
    harmless = [f"an ordinary phrase {n} of words" for n in range(len(strings))]
    counts = []
    for name, texts in (("evil.html", strings), ("benign.html", harmless)):
        path = tmp_path / name
        path.write_text(poisoned(made, texts), encoding="utf-8")
        visit = Visit(browser, path)
        visit.page.wait_for_timeout(200)
        assert visit.quiet()
        counts.append(visit.page.evaluate("document.querySelectorAll('*').length"))
        visit.page.close()
    assert counts[0] == counts[1]
