"""Small good files of every format, written by other tools or by hand, never by our readers."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections import Counter
from html import escape

import docx
import polars as pl
from odf import dc, meta, text
from odf.opendocument import OpenDocumentText

ROWS = [("a", "Bread and land", "1917"), ("b", "Свобода, 自由, élan", "1918-03"), ("c", "", "")]
FRAME = pl.DataFrame(ROWS, schema=["id", "text", "date"], orient="row")
TABLES = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
TABLES += (".parquet", ".xlsx", ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


def content(suffix, words=ROWS[0][1], **said):
    """Make the bytes of a small file: of three rows for a table, of `words` for a text."""
    if suffix.endswith((".gz", ".tgz")) and not suffix.startswith((".tar", ".tgz")):
        return gzip.compress(content(suffix.removesuffix(".gz"), words, **said))
    return WRITERS[suffix](words, said)


def pdf(*pages, encrypted=False, size=12):
    """Make a PDF of pages, each a list of lines in Latin letters, or of (size, raise, word)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        parts = ["BT", f"/F1 {size} Tf", "14 TL", "72 720 Td"]
        for line in lines:
            pieces = [(size, 0, line)] if isinstance(line, str) else line
            for points, rise, word in pieces:
                quoted = word.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                parts += [f"/F1 {points} Tf", f"{rise} Ts", f"({quoted}) Tj"]
            parts.append("T*")
        stream = "\n".join([*parts, "ET"])
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        page = len(objects) + 1
        kids.append(f"{page} 0 R")
        font = "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        font += "/Encoding /WinAnsiEncoding >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {page - 1} 0 R "
            f"/Resources << /Font << {font} >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    lock = ""
    if encrypted:
        key = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -44 >>")
        lock = f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252"))
    start = out.tell()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R{lock} >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def word(words, said):
    """Make a Word document with python-docx."""
    book = docx.Document()
    for line in words.split("\n"):
        book.add_paragraph(line)
    book.core_properties.title = said.get("title", "")
    book.core_properties.author = said.get("author", "")
    return _saved(book.save)


def opendocument(words, said):
    """Make an OpenDocument text with odfpy."""
    book = OpenDocumentText()
    for line in words.split("\n"):
        book.text.addElement(text.P(text=line))
    if said.get("title"):
        book.meta.addElement(dc.Title(text=said["title"]))
    if said.get("author"):
        book.meta.addElement(meta.InitialCreator(text=said["author"]))
    return _saved(book.save)


def zipped(members, packed=zipfile.ZIP_DEFLATED):
    """Make a ZIP archive of names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return out.getvalue()


def tarred(members):
    """Make a tar archive of names and contents; a TarInfo stands for itself."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, inside in members.items():
            if isinstance(inside, tarfile.TarInfo):
                archive.addfile(inside)
                continue
            info = tarfile.TarInfo(name)
            info.size = len(inside)
            archive.addfile(info, io.BytesIO(inside))
    return out.getvalue()


def epub(chapters, *, opf="", extra=None):
    """Make an e-book of headings and texts; `opf` is put among its metadata."""
    items = "".join(
        f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{opf}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    pages = {
        f"OEBPS/text/c{n}.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"<h1>{heading}</h1><p>{words}</p></body></html>"
        for n, (heading, words) in enumerate(chapters)
    }
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    return zipped(parts | {"OEBPS/book.opf": package} | pages | (extra or {}))


def tei(body, header="", attributes=""):
    """Make a TEI file of the inside of its header and of its body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0" '
        f"{attributes}><teiHeader>{header}</teiHeader><text><body>{body}</body></text></TEI>"
    ).encode()


def rtf(words, said):
    """Make Rich Text by hand: every letter beyond ASCII by its number."""
    escaped = "".join(
        character if character.isascii() else f"\\u{ord(character)}?" for character in words
    ).replace("\n", "\\par\n")
    info = "".join(f"{{\\{key} {value}}}" for key, value in said.items())
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\info{info}}}\n{escaped}\\par}}".encode("ascii")


def _page(words, said):
    head = f"<title>{escape(said.get('title', ''))}</title>"
    body = "".join(f"<p>{escape(line)}</p>" for line in words.split("\n"))
    return f'<html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()


def _saved(save):
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def _table(separator):
    return lambda words, said: FRAME.write_csv(separator=separator).encode()


def _lines(words, said):
    return "\n".join(map(json.dumps, FRAME.to_dicts())).encode()


def _text(words, said):
    return words.encode()


def _tei(words, said):
    return tei(f"<p>{escape(words)}</p>")


def features(pages, **about):
    """Make a volume of extracted features: counts of words, a mapping for each page."""
    bodies = [
        {"body": {"tokenPosCount": {w: {"NN": n} for w, n in page.items()}}} for page in pages
    ]
    volume = {"htid": "x.1", "metadata": about, "features": {"pages": bodies}}
    return json.dumps(volume).encode()


def _features(words, said):
    return features([Counter(words.split())])


def _archive(pack):
    return lambda words, said: pack(tarred({"a.csv": FRAME.write_csv().encode()}))


WRITERS = {
    ".csv": _table(","),
    ".tsv": _table("\t"),
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".parquet": lambda words, said: _saved(FRAME.write_parquet),
    ".xlsx": lambda words, said: _saved(FRAME.write_excel),
    ".zip": lambda words, said: zipped({"a.csv": FRAME.write_csv()}),
    ".tar": _archive(bytes),
    ".tar.gz": _archive(gzip.compress),
    ".tgz": _archive(gzip.compress),
    ".tar.bz2": _archive(bz2.compress),
    ".tar.xz": _archive(lzma.compress),
    ".json": _features,
    ".json.bz2": lambda words, said: bz2.compress(_features(words, said)),
    ".txt": _text,
    ".md": _text,
    ".markdown": _text,
    ".rst": _text,
    ".muse": _text,
    ".htm": _page,
    ".html": _page,
    ".xhtml": _page,
    ".xml": _tei,
    ".pdf": lambda words, said: pdf(words.split("\n")),
    ".docx": word,
    ".odt": opendocument,
    ".rtf": rtf,
    ".epub": lambda words, said: epub([("", escape(words))]),
}
