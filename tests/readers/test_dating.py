"""Which date counts: several planted for each document, in pages, TEI and tables."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit as rt
from tests.readers.samples import tei
from toolkit.corpus.dates import is_julian, parse_date
from toolkit.errors import OptionError, UnknownNameError
from toolkit.readers.base import RawDocument, ReadingReport
from toolkit.readers.dating import Dating
from toolkit.readers.sources import read_documents

KINDS = ("written", "published", "edition")
FIELDS = {"written": "Written", "published": "First Published", "edition": "Source"}
# Which dates each of four works has: year of writing, of publication, of the edition.
WORKS = {
    "all": (1895, 1896, 1977),
    "letter": (1871, None, 1960),
    "pamphlet": (None, 1902, None),
    "reprint": (None, None, 1950),
}


def page(dates):
    """Make a page of an archive of works; its header block states the dates there are."""
    lines = "".join(
        f'<span class="info">{FIELDS[kind]}:</span> in {year};<br>'
        for kind, year in zip(KINDS, dates, strict=True)
        if year
    )
    return f'<html><body><p class="information">{lines}</p><p>Bread and land.</p></body></html>'


def header(dates):
    """Make the inside of a TEI header with the dates there are."""
    written, published, edition = (f'<date when="{d}"/>' if d else "" for d in dates)
    return (
        f"<fileDesc><titleStmt><title>T</title></titleStmt>"
        f"<publicationStmt>{edition}</publicationStmt>"
        f"<sourceDesc><bibl>{published}</bibl></sourceDesc></fileDesc>"
        f"<profileDesc><creation>{written}</creation></profileDesc>"
    )


def pages(folder):
    """Write every work as a page."""
    for name, dates in WORKS.items():
        (folder / f"{name}.htm").write_text(page(dates))
    return folder


def texts_in_tei(folder):
    """Write every work as TEI."""
    for name, dates in WORKS.items():
        (folder / f"{name}.xml").write_bytes(tei("<p>Bread and land.</p>", header(dates)))
    return folder


def table(folder):
    """Write all works as one table with a column for each date."""
    columns = ("Date_Written", "first published", "edition_year")
    rows = [
        {"id": name, "text": "Bread and land.", **dict(zip(columns, dates, strict=True))}
        for name, dates in WORKS.items()
    ]
    path = folder / "works.csv"
    pl.DataFrame(rows, infer_schema_length=None).write_csv(path)
    return path


def beside(folder):
    """Write all works as plain texts, their dates in a table beside them."""
    for name in WORKS:
        (folder / f"{name}.txt").write_text("Bread and land.")
    rows = [
        {"file": f"{name}.txt", **{f"date_{k}": d for k, d in zip(KINDS, dates, strict=True)}}
        for name, dates in WORKS.items()
    ]
    pl.DataFrame(rows, infer_schema_length=None).write_csv(folder / "list.csv")
    return folder


@pytest.mark.parametrize("make", [pages, texts_in_tei, table, beside])
@pytest.mark.parametrize(
    "kinds", [("written",), ("published",), ("edition",), ("published", "written"), KINDS]
)
def test_of_several_dates_the_first_known_one_counts(tmp_path, make, kinds):
    """In whatever format the dates stand, each document has the date the plain rule gives."""
    options = {"metadata": tmp_path / "list.csv"} if make is beside else {}
    corpus = rt.read(make(tmp_path), dated_by=kinds, **options)
    found = {row["id"]: row for row in corpus.documents.iter_rows(named=True)}
    undated = 0
    for name, dates in WORKS.items():
        known = dict(zip(KINDS, dates, strict=True))
        by = next((kind for kind in kinds if known[kind]), None)
        undated += by is None
        assert found[name]["date"] == (str(known[by]) if by else ""), name
        assert (found[name].get("dated_by") or None) == by, name
    assert corpus.rules.dated_by == kinds
    assert len(corpus.skipped) == undated
    assert (f"{undated} undated" in corpus.dated) == (undated > 0)


def test_a_column_that_is_no_usual_name_may_be_the_axis(tmp_path):
    """Any document variable may be named; the date that gave way stays, and is said."""
    path = tmp_path / "t.csv"
    path.write_text("date,text,year_of_print\n1875,Bread,1950\n1880,Land,\n")
    corpus = rt.read(path, dated_by="year_of_print, date")
    rows = corpus.documents.select("date", "dated_by", "date_otherwise").rows()
    assert rows == [("1880", "date", None), ("1950", "year_of_print", "1875")]
    assert corpus.dated == "dated by 'year_of_print'; of 2 documents 1 by the usual date"


def test_a_column_named_as_the_date_can_be_the_axis_as_well(tmp_path):
    """``date=`` and `dated_by` may speak of one column."""
    path = tmp_path / "t.csv"
    path.write_text("published,text,written\n1950,Bread,1875\n1880,Land,\n")
    corpus = rt.read(path, date="published", dated_by="written,published")
    assert corpus.documents["date"].to_list() == ["1875", "1880"]


def test_an_empty_cell_takes_no_date_from_a_document(tmp_path):
    """A table beside the texts that is silent leaves what the header says."""
    (tmp_path / "a.htm").write_text(page((1895, 1896, None)))
    (tmp_path / "list.csv").write_text("file,date_published,date_written\na.htm,,1894\n")
    for kind, date in (("published", "1896"), ("written", "1894")):
        corpus = rt.read(tmp_path, metadata=tmp_path / "list.csv", dated_by=kind)
        assert corpus.documents["date"].to_list() == [date]


def test_a_date_that_is_not_understood_gives_way_and_is_listed(tmp_path):
    """The next date asked for counts; when there is none the text is undated, listed once."""
    path = tmp_path / "t.csv"
    path.write_text("id,text,written,published\na,Bread,in spring,1896\nb,Land,1917/..,\n")
    corpus = rt.read(path, dated_by="written,published")
    assert corpus.documents.sort("id")["date"].to_list() == ["1896", ""]
    reasons = corpus.skipped["reason"].to_list()
    assert len(reasons) == 2
    assert reasons[0].endswith("the next date was tried")
    assert "open at one end" in reasons[1]
    assert reasons[1].endswith("came in undated")


@pytest.mark.parametrize(
    ("kinds", "error"),
    [
        ("written,written", OptionError),
        ("", OptionError),
        ("printed", UnknownNameError),
        ("edition", UnknownNameError),
    ],
)
def test_a_date_that_no_document_has_is_refused(tmp_path, kinds, error):
    """An axis without any document is a mistake, told in one line that says what there is."""
    path = tmp_path / "t.csv"
    path.write_text("date,text,date_written\n1896,Bread,1895\n")
    with pytest.raises(error) as caught:
        rt.read(path, dated_by=kinds)
    assert "\n" not in str(caught.value)
    if error is UnknownNameError:
        assert "date_written" in str(caught.value)


def test_numbers_have_no_second_date(tmp_path):
    """`sequence` and `dated_by` are refused together."""
    (tmp_path / "t.csv").write_text("n,text\n1,Bread\n")
    with pytest.raises(OptionError, match="sequence"):
        read_documents(tmp_path / "t.csv", sequence="n", dated_by="written")


def test_the_axis_is_part_of_the_hash_and_of_what_is_made(tmp_path):
    """The same texts on two axes are two corpora; results, captions and pages say which."""
    folder = pages(tmp_path)
    by_print = rt.read(folder, dated_by="published,written")
    assert by_print.hash != rt.read(folder, dated_by="written,published").hash
    series = rt.frequency(
        rt.find(rt.Concept("bread", patterns=["bread"]), by_print),
        slices=rt.slices(by_print, every=10),
    )
    said = "dated by first publication; of 4 documents 1 by writing, 1 undated"
    assert series.provenance.dated == by_print.dated == said
    assert said in series.provenance.lines()
    assert rt.plot.caption(series).endswith(f"Documents are {said}.")
    assert said in rt.report([series], corpus=by_print).html
    usual = rt.read(folder)
    assert (usual.dated, usual.rules.as_dict()) == ("", {})
    assert "Documents are dated" not in rt.plot.caption(
        rt.frequency(rt.find(rt.Concept("bread", patterns=["bread"]), usual))
    )


def test_a_corpus_on_disk_keeps_its_axis(tmp_path):
    """What was chosen stands in the manifest."""
    folder = tmp_path / "pages"
    folder.mkdir()
    corpus = rt.read(pages(folder), dated_by="edition")
    corpus.save(tmp_path / "c")
    assert rt.open(tmp_path / "c").dated == corpus.dated


def test_old_style_is_noted_and_not_moved(tmp_path):
    """A Julian day keeps its number and says so; nothing becomes Gregorian by itself."""
    path = tmp_path / "t.csv"
    path.write_text("date,text\n25 October 1917 (O.S.),Bread\n7 November 1917 N.S.,Land\n")
    corpus = rt.read(path)
    assert corpus.documents.select("start", "calendar").rows() == [
        (parse_date("1917-10-25").start, "julian"),
        (parse_date("1917-11-07").start, None),
    ]
    assert sum("Julian" in note for note in corpus.notes) == 1


@pytest.mark.parametrize(
    ("attributes", "words", "date"),
    [
        ('calendar="#julian"', "25 October 1917", "25 October 1917 (O.S.)"),
        ('calendar="#julian" when="1917-11-07"', "25 October 1917", "1917-11-07"),
        ('notBefore="1917"', "", ""),
        ('to="1917"', "", ""),
    ],
)
def test_calendars_and_open_ends_of_tei(tmp_path, attributes, words, date):
    """`when` is Gregorian, the words are what `calendar` says; one end alone is listed."""
    said = f"<profileDesc><creation><date {attributes}>{words}</date></creation></profileDesc>"
    (tmp_path / "x.xml").write_bytes(tei("<p>Bread</p>", said))
    corpus = rt.read(tmp_path / "x.xml")
    assert corpus.documents["date"].to_list() == [date]
    open_ended = corpus.skipped["reason"].str.contains("open at one end").sum()
    assert open_ended == (not date)


def test_day_and_month_that_may_be_exchanged_are_counted(tmp_path):
    """Two of three dates do not say which is the month; one sentence counts them."""
    path = tmp_path / "t.csv"
    path.write_text("date,text\n03/04/1917,Bread\n13/04/1917,Land\n05.06.1917,Peace\n")
    corpus = rt.read(path)
    (note,) = [note for note in corpus.notes if "which is the month" in note]
    assert "and 1 more" in note
    assert corpus.describe()["undated"].item() == 2


known = st.one_of(st.just(""), st.just("n.d."), st.integers(1000, 2000).map(str))


@given(
    st.fixed_dictionaries({f"date_{kind}": known for kind in KINDS}),
    known,
    st.permutations([*KINDS, "date"]).flatmap(
        lambda order: st.integers(1, 4).map(lambda n: tuple(order[:n]))
    ),
)
def test_the_date_is_the_first_that_is_there(variables, usual, kinds):
    """Whatever is known and in whichever order it is asked for."""
    report = ReadingReport()
    raw = RawDocument("a", "text", date=usual, variables=variables, source="a")
    span, said = Dating(kinds, is_sequence=False, report=report)(raw)
    given = {**{kind: variables[f"date_{kind}"] for kind in KINDS}, "date": usual}
    there = [kind for kind in kinds if given[kind].isdigit()]
    assert (span.text if span else "") == (given[there[0]] if there else "")
    assert said.get("dated_by") == (there[0] if there else None)
    assert len(report.skipped) == (not there)


@given(st.dates().map(lambda day: f"{day:%d %B} {day.year:04d}"))
def test_a_style_behind_a_date_changes_nothing_but_the_note(date):
    """O.S. and N.S. leave the span as it is."""
    plain = parse_date(date)
    for style in (" O.S.", " (old style)", ", N.S.", " [Julian]", " по старому стилю"):
        styled = parse_date(date + style)
        assert (styled.start, styled.stop, styled.precision) == (
            plain.start,
            plain.stop,
            plain.precision,
        )
        assert is_julian(date + style) == (style != ", N.S.")
    assert not is_julian(date)
