"""Texts with headers: what each format gives, and what its header says of it."""

import zipfile

import docx
import pytest
from odf import text as odf_text
from odf.opendocument import OpenDocumentText

from tests.readers.samples import epub, pdf, tei, zipped
from toolkit.errors import ReadError
from toolkit.readers.sources import read_documents

WORK = """<html lang="en"><head><title>Bread</title><meta name="author" content="Ann Lee">
<link rel="stylesheet" href="../css/works.css"></head><body><p class="title">Archive: 1917</p>
<p class="information"><span class="info">Written:</span> in <em>autumn</em> 1895; <br>
<span class="info">First Published:</span> The People, No. 3, March 22, 1896. <br>
<span class="info">Source:</span> <em>Collected <b>Works</b></em>, Moscow, 1977, pages 21-28</p>
<h3>Bread and land</h3><p>The work&shy;ers<a href="#n1"><sup>[1]</sup></a> want
  bread &amp; land.</p><!-- not this --><script>nor(this)</script></body></html>"""


def read(folder, name, content, **options):
    """Write one file, read it, and give documents and report."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    documents, report = read_documents(path, **options)
    return list(documents), report


def test_a_work_of_an_archive_of_works_is_taken_whole(tmp_path):
    """Its header block gives three dates and goes; marks of notes and comments go as well."""
    (document,), _ = read(tmp_path, "x.htm", WORK)
    assert document.text == "Bread and land\nThe work\u00aders want bread & land."
    assert (document.title, document.author, document.language) == ("Bread", "Ann Lee", "en")
    assert document.variables == {
        "date_written": "autumn 1895",
        "date_published": "March 22, 1896",
        "date_edition": "1977",
        "source_edition": "Collected Works, Moscow, 1977, pages 21-28",
    }
    assert document.date.iso() == "1895-09-01/1895-12-01"


def test_the_main_text_of_a_page_leaves_its_menus(tmp_path):
    """Sentences stay, navigation goes; dates are those of the head, none is guessed."""
    sentence = "The workers of the city want bread and land, and they say so in every street. "
    menu = "".join(f'<li><a href="/{n}">Menu entry {n}</a></li>' for n in range(40))
    page = (
        '<html><head><meta property="article:published_time" content="1998-05-01T10:00:00Z">'
        f"<title>Page</title></head><body><nav><ul>{menu}</ul></nav><article><h1>Bread</h1>"
        f"<p>{sentence * 8}</p><p>So: {sentence * 8}</p></article>"
        "<footer>© 2024 Us</footer></body></html>"
    )
    (document,), report = read(tmp_path, "x.html", page)
    assert document.text.count("bread and land") == 16
    assert "Menu entry" not in document.text
    assert str(document.date) == "1998-05-01"
    assert "by trafilatura" in report.notes[0]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("utf-8", "utf-8"), ("iso-8859-1", "utf-8"), ("koi8-r", "koi8-r")],
)
def test_a_page_is_read_by_its_bytes_and_its_word(tmp_path, declared, encoding):
    """A declared encoding is believed, unless the bytes are UTF-8."""
    words = "Свобода" if encoding == "koi8-r" else "“élan”"
    page = f'<html><head><meta charset="{declared}"></head><body><p>{words}</p></body></html>'
    (document,), _ = read(tmp_path, "x.html", page.encode(encoding))
    assert document.text == words


def test_a_debate_gives_speeches_with_their_speakers(tmp_path):
    """Each speech is a document; names come from the list of persons or the note before."""
    header = (
        "<fileDesc><titleStmt><title>Sitting</title></titleStmt><publicationStmt>"
        '<date when="2020-04-08+02:00">8. 4. 2020</date></publicationStmt><sourceDesc><bibl>'
        '<date from="1998-11-25" to="1998-11-26"/></bibl></sourceDesc></fileDesc><profileDesc>'
        '<settingDesc><setting><date when="1998-11-25"/></setting></settingDesc><particDesc>'
        '<listPerson><person xml:id="A"><persName><forename>Ann</forename> <surname>Lee</surname>'
        "</persName></person></listPerson></particDesc></profileDesc>"
    )
    body = (
        '<u who="#A" xml:id="u1" ana="#chair"><seg>Bread<note>Applause.</note>.</seg>'
        '<seg>Land.</seg></u><note type="speaker">BO RAY:</note>'
        '<u who="#B" xml:id="u2"><gap/>Peace.</u>'
    )
    content = tei(body, header, 'xml:lang="sl"')
    documents, _ = read(tmp_path, "x.xml", content)
    assert [(d.id, d.author, d.text) for d in documents] == [
        ("x/u1", "Ann Lee", "Bread.\nLand."),
        ("x/u2", "BO RAY", "Peace."),
    ]
    first = documents[0]
    assert (first.language, str(first.date), first.title) == ("sl", "1998-11-25", "Sitting")
    assert first.variables["date_published"] == "1998-11-25/1998-11-26"
    assert first.variables["date_edition"] == "2020-04-08"
    assert first.variables["notes"] == "Applause."
    (sitting,), _ = read(tmp_path, "x.xml", content, speakers="variables")
    assert sitting.variables["speakers"] == "Ann Lee; BO RAY"
    assert sitting.text == "Bread.\nLand.\nPeace."


@pytest.mark.parametrize(
    ("attributes", "words", "iso"),
    [
        ('when="1917-11-07"', "", "1917-11-07/1917-11-08"),
        ('notBefore="1917" notAfter="1919"', "", "1917-01-01/1920-01-01"),
        ('from="1917-03-08" to="1917-11-07"', "", "1917-03-08/1917-11-08"),
        ('when-iso="1848"', "", "1848-01-01/1849-01-01"),
        ('notAfter="1917"', "spring 1917", "1917-03-01/1917-06-01"),
        ("", "Moscow, 7 November 1917", "1917-11-07/1917-11-08"),
    ],
)
def test_dates_of_tei_are_read_from_their_attributes(tmp_path, attributes, words, iso):
    """A span is a span; an open one is left to the words of the element."""
    header = f"<profileDesc><creation><date {attributes}>{words}</date></creation></profileDesc>"
    (document,), _ = read(tmp_path, "x.xml", tei("<p>Bread</p>", header))
    assert document.date.iso() == iso


def test_of_a_choice_the_mended_form_is_read_and_words_are_not_cut(tmp_path):
    """Corrected, regularised, expanded; a line break within a word is none."""
    body = (
        "<p><choice><sic>braed</sic><corr>bread</corr></choice> <abbr>Dr.</abbr> <choice><abbr>N."
        'Y.</abbr><expan>New York</expan></choice> pro<lb break="no"/>letariat<lb/>united</p>'
    )
    (document,), _ = read(tmp_path, "x.xml", tei(body))
    assert document.text.split() == ["bread", "Dr.", "New", "York", "proletariat", "united"]


def test_other_xml_is_no_tei(tmp_path):
    """It is refused with the name of its first element; so is a corpus file without texts."""
    with pytest.raises(ReadError, match="no TEI: its first element is 'svg'"):
        read(tmp_path, "x.xml", "<svg/>")
    with pytest.raises(ReadError, match="TEI without a text"):
        read(tmp_path, "x.xml", "<TEI><teiHeader/></TEI>")


def test_pages_lose_their_heads_numbers_and_hyphens(tmp_path):
    """A word broken at a line's end is one; a compound keeps its hyphen; note marks stand apart."""
    pages = [
        ["Annual Report", "The work-", "ers want self-", "rule and self-rule,", f"{n}"]
        for n in (1, 2, 3)
    ]
    pages[1][3] = [(12, 0, "rule and self-rule in 1832"), (7, 4, "1")]
    (document,), report = read(tmp_path, "x.pdf", pdf(*pages))
    words = document.text.split()
    assert words.count("workers") == 3
    assert words.count("self-rule") + words.count("self-rule,") == 6
    assert "Annual" not in words
    assert words[words.index("1832") :][:2] == ["1832", "1"]
    assert (
        document.variables["mended"]
        == "heads and feet: 3; hyphens at line ends: 6; page numbers: 3"
    )


def test_why_a_pdf_gives_no_text_is_said(tmp_path):
    """Encrypted, without text, and damaged are three reasons."""
    for content, reason in (
        (pdf(["Bread"], encrypted=True), "is encrypted"),
        (pdf([], []), "has no text layer: needs OCR"),
        (b"%PDF-1.4\nnothing", "is damaged or no PDF"),
    ):
        with pytest.raises(ReadError, match=reason):
            read(tmp_path, "x.pdf", content)


def test_a_book_is_one_document_or_its_chapters(tmp_path):
    """The order is that of the spine; its date is that of the edition unless it says otherwise."""
    opf = (
        "<dc:title>Works</dc:title><dc:creator>Ann</dc:creator><dc:creator>Bo</dc:creator>"
        '<dc:language>en</dc:language><dc:date opf:event="publication">2009-01-01</dc:date>'
        '<dc:date opf:event="creation">1895</dc:date>'
    )
    content = epub([("One", "Bread."), ("Two", "Land<sup>2</sup>.")], opf=opf)
    (book,), _ = read(tmp_path, "x.epub", content)
    assert book.text == "One\nBread.\nTwo\nLand."
    assert (book.title, book.author, str(book.date)) == ("Works", "Ann; Bo", "1895")
    assert book.variables == {"date_written": "1895", "date_edition": "2009-01-01"}
    chapters, _ = read(tmp_path, "x.epub", content, chapters=True)
    assert [(d.id, d.title, d.text) for d in chapters] == [
        ("x/001", "One", "One\nBread."),
        ("x/002", "Two", "Two\nLand."),
    ]
    assert chapters[1].variables["book"] == "Works"


def test_a_book_under_copy_protection_is_named_so(tmp_path):
    """Encrypted fonts do no harm; an encrypted chapter is a reason."""
    lock = (
        '<encryption><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData>'
        '<CipherReference URI="{}"/></CipherData></EncryptedData></encryption>'
    )
    for locked, fine in (("OEBPS/font.otf", True), ("OEBPS/text/c0.xhtml", False)):
        content = epub([("", "Bread")], extra={"META-INF/encryption.xml": lock.format(locked)})
        if fine:
            assert read(tmp_path, "x1917.epub", content)[0][0].text == "Bread"
        else:
            with pytest.raises(ReadError, match="is encrypted"):
                read(tmp_path, "x1917.epub", content)


def test_a_word_document_gives_paragraphs_tables_and_properties(tmp_path):
    """What was struck out is left, what was put in is read."""
    book = docx.Document()
    book.add_paragraph("Bread\tand land")
    table = book.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "left", "right"
    book.core_properties.title, book.core_properties.author = "Works", "Ann"
    path = tmp_path / "x1917.docx"
    book.save(path)
    old, new = (
        b"Bread",
        b"Bread</w:t></w:r><w:del><w:r><w:delText>crumbs</w:delText></w:r></w:del><w:r><w:t>",
    )
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new)
    (document,), _ = read(tmp_path, "y1917.docx", zipped(parts))
    assert document.text.split() == ["Bread", "and", "land", "left", "right"]
    assert (document.title, document.author) == ("Works", "Ann")


def test_an_open_document_keeps_its_notes_apart(tmp_path):
    """Notes are a variable; spaces and line breaks that are elements are read."""
    book = OpenDocumentText()
    line = odf_text.P(text="Bread")
    line.addElement(odf_text.S(c=2))
    line.addText("and")
    line.addElement(odf_text.LineBreak())
    line.addText("land")
    note = odf_text.Note(noteclass="footnote")
    note.addElement(odf_text.NoteCitation(text="1"))
    inside = odf_text.NoteBody()
    inside.addElement(odf_text.P(text="A note."))
    note.addElement(inside)
    line.addElement(note)
    book.text.addElement(line)
    path = tmp_path / "x1917.odt"
    book.save(path)
    (document,), _ = [*read_documents(path)]
    assert document.text == "Bread and\nland"
    assert document.variables["notes"] == "A note."


def test_rich_text_is_read_by_its_code_page(tmp_path):
    """Letters by number and by code page; title and author by the info group."""
    content = rb"{\rtf1\ansi\ansicpg1251{\info{\title Works}{\author Ann}{\creatim\yr1998\mo5\dy1}}"
    content += "\\'d1вобода \\u233?lan\\par}".encode("cp1251")
    (document,), _ = read(tmp_path, "x.rtf", content)
    assert document.text == "Свобода élan"
    assert (document.title, document.author, str(document.date)) == ("Works", "Ann", "1998-05-01")


FRONT = """---
title: Bread
author: [Ann, Bo]
date: 1896-03-22
date_written: autumn 1895
lang: en
party: red
---
"""


@pytest.mark.parametrize("ending", ["md", "rst"])
def test_front_matter_stays_as_written(tmp_path, ending):
    """No scalar becomes a number or a date of its own; further keys are variables."""
    (document,), _ = read(tmp_path, f"x.{ending}", f"{FRONT}\nBread *and* land\n")
    assert document.text == "Bread and land"
    assert (document.title, document.author, document.language) == ("Bread", "Ann; Bo", "en")
    assert str(document.date) == "autumn 1895"
    assert document.variables == {
        "date_written": "autumn 1895",
        "date_published": "1896-03-22",
        "party": "red",
    }


def test_markdown_gives_words_without_marks(tmp_path):
    """Links, emphasis, lists, quotes and tables are words; the header block of pandoc is read."""
    page = (
        "# Bread {#top .big}\n\n[Written:]{.info} *The People*, June 7, 1898.\\\n"
        "[Transcription:]{.info} [Bo](x.htm)\n\n[T]{.cap}he **workers** of [all](u) lands\n\n"
        "- unite\n\n> now\n\n![no](a.png)\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    (document,), _ = read(tmp_path, "x.md", page)
    assert document.text.split() == "Bread The workers of all lands unite now a b c d".split()
    assert (document.title, str(document.date)) == ("Bread", "June 7, 1898")


def test_rst_includes_nothing(tmp_path):
    """Directives that would read other files give nothing of them; field lists are headers."""
    (tmp_path / "secret.txt").write_text("canary")
    page = (
        "=====\nBread\n=====\n\n:Author: Ann\n:Date: 1917\n\n*Bread* and [1]_ land\n\n"
        ".. include:: secret.txt\n\n.. raw:: html\n   :file: secret.txt\n\n"
        ".. csv-table::\n   :file: secret.txt\n\n.. [1] A note.\n"
    )
    (document,), _ = read(tmp_path, "x.rst", page)
    assert "canary" not in document.text
    assert document.text.split() == ["Bread", "Bread", "and", "land"]
    assert (document.title, document.author, str(document.date)) == ("Bread", "Ann", "1917")
    assert document.variables["notes"] == "A note."


@pytest.mark.parametrize("ending", ["muse", "txt"])
def test_muse_is_known_by_its_directives(tmp_path, ending):
    """Also in a file called .txt; the date of the text is not that of its upload."""
    page = (
        "#title Bread\n#subtitle And land\n#author Ann\n#lang en\n#date November, 1914\n"
        "#pubdate 2009-02-16 16:29:00 +0100\n\n*** I\n\n"
        "The *workers* [1] of [[u][all]] <em>lands</em>\n\n[1] A note.\n"
    )
    (document,), _ = read(tmp_path, f"x.{ending}", page)
    assert document.text == "I\nThe workers of all lands"
    assert (document.title, document.author) == ("Bread: And land", "Ann")
    assert document.date.iso() == "1914-11-01/1914-12-01"
    assert document.variables == {
        "date_published": "November, 1914",
        "date_edition": "2009-02-16",
        "notes": "A note.",
    }
