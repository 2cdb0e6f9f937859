"""Who speaks: names, gender and party from lists in the debate, beside it, or in a table."""

import pytest

import toolkit as rt
from tests.readers.samples import tei
from toolkit.readers.persons import Membership

PERSONS = """<listPerson><person xml:id="AnnLee">
<persName to="1910"><surname>Ray</surname><forename>Ann</forename></persName>
<persName from="1910"><surname>Lee</surname> <forename>Ann</forename></persName>
<sex value="F"/><birth when="1880-01-02"/>
<affiliation role="member" ref="#house"/>
<affiliation role="member" ref="#party.Old" from="1900" to="1919-12-31"/>
<affiliation role="member" ref="#group" from="1920-01-01"/></person>
<person xml:id="BoRay"><persName><forename>Bo</forename><surname>Ray</surname></persName>
<sex value="M"/></person></listPerson>"""
ORGS = """<listOrg><org xml:id="house" role="parliament"><orgName>House</orgName></org>
<org xml:id="group" role="parliamentaryGroup"><orgName full="yes">Friends of Bread</orgName>
<orgName full="abb">FB</orgName></org></listOrg>"""
SPACE = 'xmlns="http://www.tei-c.org/ns/1.0"'
SPEECHES = (
    '<u who="#AnnLee" xml:id="{0}.u1"><seg>Bread.</seg></u><note type="speaker">B. RAY:</note>'
    '<u who="#BoRay" xml:id="{0}.u2"><seg>Land.</seg></u>'
    '<u who="#Nobody" xml:id="{0}.u3"><seg>Peace.</seg></u>'
)
WANTED = [
    ("Ann Lee", "F", "1880-01-02", "Old"),
    ("Bo Ray", "M", None, None),
    ("Nobody", None, None, None),
    ("Ann Lee", "F", "1880-01-02", "FB"),
    ("Bo Ray", "M", None, None),
    ("Nobody", None, None, None),
]


def debates(folder, inside=""):
    """Write a sitting of 1919 and one of 1920."""
    folder.mkdir(parents=True)
    for day in ("1919-12-31", "1920-01-01"):
        setting = f'<settingDesc><setting><date when="{day}"/></setting></settingDesc>'
        header = f"<profileDesc>{setting}<particDesc>{inside}</particDesc></profileDesc>"
        (folder / f"P_{day}.xml").write_bytes(tei(SPEECHES.format(f"P_{day}"), header))
    return folder


def lists_inside(folder):
    """Each file holds the lists."""
    debates(folder, PERSONS + ORGS)


def lists_beside(folder):
    """Put the lists into files of their own, in a folder above."""
    debates(folder / "1919")
    for name, content in (("listPerson", PERSONS), ("listOrg", ORGS)):
        content = content.replace(f"<{name}>", f"<{name} {SPACE}>", 1)
        (folder / f"P-{name}.xml").write_text(content)


def lists_in_the_corpus(folder):
    """Put the lists into the file that draws the corpus together."""
    debates(folder)
    header = f"<teiHeader><profileDesc><particDesc>{PERSONS}{ORGS}</particDesc></profileDesc>"
    (folder / "P.xml").write_text(f"<teiCorpus {SPACE}>{header}</teiHeader></teiCorpus>")


@pytest.mark.parametrize("make", [lists_inside, lists_beside, lists_in_the_corpus])
def test_what_is_known_of_a_speaker_comes_in(tmp_path, make):
    """Wherever the lists are: the latest name, and the party of the day."""
    make(tmp_path / "d")
    corpus = rt.read(tmp_path / "d")
    names = ("author", "gender", "birth", "party")
    assert corpus.documents.sort("date", "id").select(names).rows() == WANTED
    assert not len(corpus.skipped)


def test_a_sitting_names_its_speakers_by_the_list(tmp_path):
    """One document of each sitting: ids that the list knows become names."""
    lists_beside(tmp_path / "d")
    corpus = rt.read(tmp_path / "d", speakers="variables")
    assert corpus.documents["speakers"].to_list() == ["Ann Lee; B. RAY; Nobody"] * 2


def test_a_table_of_speeches_describes_them(tmp_path):
    """Rows are found by the id of the speech, as in the tables of ParlaMint."""
    debates(tmp_path / "d")
    rows = [
        f"P_{day}\tP_{day}.u{n}\tNew name {n}\tParty {n}"
        for day in ("1919-12-31", "1920-01-01")
        for n in (1, 2, 3)
    ]
    table = tmp_path / "P-meta.tsv"
    table.write_text("\n".join(["Text_ID\tID\tSpeaker_name\tSpeaker_party", *rows]))
    corpus = rt.read(tmp_path / "d", metadata=table, author="Speaker_name")
    found = corpus.documents.sort("date", "id").select("date", "author", "Speaker_party").rows()
    assert found == [
        (day, f"New name {n}", f"Party {n}")
        for day in ("1919-12-31", "1920-01-01")
        for n in (1, 2, 3)
    ]


def test_a_damaged_list_costs_the_names_only(tmp_path):
    """The debates come in; the list is a line with its reason."""
    lists_beside(tmp_path / "d")
    (tmp_path / "d" / "P-listPerson.xml").write_bytes(b"\x00\x01 no list")
    corpus = rt.read(tmp_path / "d")
    assert len(corpus) == 6
    assert corpus.skipped["source"].to_list() == ["P-listPerson.xml"]


@pytest.mark.parametrize(
    ("first", "last", "day", "holds"),
    [
        ("1990-05-16", "1991-05-08", "1990-05-16", True),
        ("1990-05-16", "1991-05-08", "1991-05-08", True),
        ("1990-05-16", "1991-05-08", "1991-05-09", False),
        ("1990-05-16", "", "2020-01-01", True),
        ("", "1991", "1991-12-31", True),
        ("1990", "1991", "1989-12-31", False),
        ("", "", "", True),
        ("1990", "", "", False),
    ],
)
def test_a_membership_holds_from_its_first_to_its_last_day(first, last, day, holds):
    """Both days are included, and a year is all of its days."""
    assert Membership("x", first, last).holds(day) is holds
