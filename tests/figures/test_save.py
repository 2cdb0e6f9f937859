"""Saving: formats, the table beside the figure, same bytes, nothing half written."""

import csv
import io
import tomllib
import warnings
from xml.etree import ElementTree as ET

import matplotlib as mpl
import polars as pl
import pytest

from toolkit.errors import OptionError, RhetoricWarning, UnknownNameError
from toolkit.figures.plot import alt, caption, drift, frequency, panels, save, style
from toolkit.figures.tables import csv_bytes, safe_frame

FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(0)", "-cmd|'/c'!A0")


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_the_same_figure_gives_the_same_bytes(made, tmp_path, kind):
    """Two drawings of one result are equal to the byte, without any date."""
    first, second = tmp_path / f"a.{kind}", tmp_path / f"b.{kind}"
    save(drift(made.drift_series()), first)
    save(drift(made.drift_series()), second)
    assert first.read_bytes() == second.read_bytes()
    assert b"CreationDate" not in first.read_bytes()


def test_the_table_lies_beside_the_figure(made, tmp_path):
    """The figure's own table is written as CSV and reads back equal."""
    series = made.frequency_series()
    written = save(frequency(series), tmp_path / "rates.svg")
    assert [path.name for path in written] == ["rates.svg", "rates.csv", "rates.toml"]
    read = pl.read_csv(written[1], schema_overrides=series.table.schema)
    assert read.select(series.table.columns).equals(series.table)


def test_every_panel_brings_its_table(made, tmp_path):
    """Several panels, several tables, numbered."""
    figure = panels([made.drift_series(), made.drift_series("terror")], columns=2)
    names = [path.name for path in save(figure, tmp_path / "both.svg")]
    assert names == ["both.svg", "both.1.csv", "both.2.csv", "both.toml"]
    assert len({ax.get_ylim() for ax in figure.axes}) == 1


def test_text_stays_text_and_points_have_tooltips(made, tmp_path):
    """In SVG the labels are text elements, and each point says its numbers."""
    series = made.drift_series()
    path = tmp_path / "drift.svg"
    save(drift(series, link={"2020s": "#passages"}), path)
    root = ET.fromstring(path.read_bytes())
    space = "{http://www.w3.org/2000/svg}"
    texts = ["".join(t.itertext()) for t in root.iter(f"{space}text")]
    assert {"climate", "1950s", "420"} <= set(texts)
    about, *titles = [t.text for t in root.iter(f"{space}title")]
    assert about == alt(series)
    assert len(titles) == 5
    assert titles[-1].startswith("2020s: 1.02 (")
    assert [a.get("{http://www.w3.org/1999/xlink}href") for a in root.iter(f"{space}a")] == [
        "#passages"
    ]


def test_a_single_point_keeps_its_link_and_tooltip(made, tmp_path):
    """One judged slice is drawn by another path of matplotlib: link and title are there too."""
    save(drift(made.drift_series(n=3), link={"1970s": "#one"}), tmp_path / "one.svg")
    text = (tmp_path / "one.svg").read_text()
    assert 'href="#one"' in text
    assert text.count("<title>1970s: −0.04") == 1


def test_an_unknown_ending_is_refused_and_nothing_written(made, tmp_path):
    """Only SVG, PDF and PNG."""
    with pytest.raises(OptionError, match="svg, .pdf or .png"):
        save(drift(made.drift_series()), tmp_path / "drift.bmp")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_drawing_leaves_the_old_file(made, tmp_path, monkeypatch):
    """The old figure stays whole when drawing the new one fails; no temporary file is left."""
    path = tmp_path / "drift.svg"
    save(drift(made.drift_series()), path)
    before = path.read_bytes()
    monkeypatch.setattr("pathlib.Path.write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28)))
    with pytest.raises(OSError, match="28"):
        save(drift(made.drift_series("terror")), path)
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "drift.csv",
        "drift.svg",
        "drift.toml",
    ]


def test_missing_letters_are_said_once(made, tmp_path, monkeypatch):
    """Letters of no installed font give one sentence, not a warning for each."""
    with pytest.warns(RhetoricWarning, match="in no installed font") as caught:
        save(
            drift(made.drift_series("\U0001f3db\U000e0041\U00010900\U00010901")), tmp_path / "a.png"
        )
    assert len(caught) == 1


def test_an_svg_says_nothing_about_fonts_of_this_machine(made, tmp_path):
    """Text stays text there: letters missing here may be there where it is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(drift(made.drift_series("革命")), tmp_path / "a.svg")
    assert "革命" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("kind", "found"), [("png", b"Description"), ("pdf", b"/Subject")])
def test_what_a_figure_shows_stands_in_its_file(made, tmp_path, kind, found):
    """PNG and PDF carry the description as well, and a PDF its fonts, as outlines of TrueType."""
    save(drift(made.drift_series()), tmp_path / f"a.{kind}")
    content = (tmp_path / f"a.{kind}").read_bytes()
    assert found in content
    assert (b"/Type42" in content or b"/FontFile2" in content) == (kind == "pdf")


def test_the_recipe_says_how_the_figure_was_made(made, tmp_path):
    """Caption, description, corpus, settings, seed and versions, as TOML that reads back."""
    series = made.drift_series()
    options = {"figure": "drift", "concepts": ["climate"], "every": 10, "strata": None}
    save(drift(series), tmp_path / "a.svg", recipe=options)
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    assert "rhetoric figure a.toml CORPUS -o a.svg" in text
    assert read["caption"] == caption(series)
    assert read["alt"] == alt(series)
    assert read["recipe"] == {"figure": "drift", "concepts": ["climate"], "every": 10}
    (one,) = read["made"]
    assert one["corpus"] == series.provenance.corpus
    assert one["settings"] == series.provenance.settings
    assert one["seed"] == 7
    assert read["versions"] == series.provenance.versions


def test_a_description_is_whole_sentences(made):
    """However much there is to say, it is cut behind a sentence."""
    for result in (made.drift_series(), made.scan_table(), made.changes(), made.empty_series()):
        assert 40 < len(alt(result)) <= 600
        assert alt(result).endswith((".", "…"))


def test_formulas_become_text_and_numbers_stay():
    """Cells and headers that a spreadsheet would run get an apostrophe; numbers never do."""
    table = pl.DataFrame({"title": FORMULAS, "=x": [-1.5] * len(FORMULAS)})
    rows = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")))
    assert rows[0] == ["title", "'=x"]
    assert [row[0] for row in rows[1:]] == [f"'{text}" for text in FORMULAS]
    assert {row[1] for row in rows[1:]} == {"-1.5"}


def test_labels_and_dates_before_our_era_stay():
    """A slice of the fifties before our era is no formula; the same text as a title is."""
    table = pl.DataFrame({"slice": ["-50s"], "start": ["-0044-03-15"], "title": ["-50s"]})
    assert safe_frame(table).row(0) == ("-50s", "-0044-03-15", "'-50s")


def test_style_puts_settings_back():
    """Inside the block the look is set, after it everything is as before, also on error."""
    before = dict(mpl.rcParams)
    with style("slide"):
        assert mpl.rcParams["figure.figsize"] == [10.5, 5.9]
    with pytest.raises(UnknownNameError, match="page"), style("poster"):
        pass
    assert dict(mpl.rcParams) == before
