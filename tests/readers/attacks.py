"""Hostile files of every format: each must cost itself at most, and reach nothing outside.

`{secret}` stands for a file outside the folder that is read, `{url}` for a server that listens.
"""

import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib

from tests.readers.samples import epub, pdf, tarred, tei, zipped

MARK = "marker"
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    "<!ENTITY a" + str(n) + " '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 12)
)
BLOW = f"<!DOCTYPE x [<!ENTITY a '{'a' * 100_000}'>]>"
PROLOGUES = {
    "entity-of-a-file": ('<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>', "&e;"),
    "entity-of-a-url": ('<!DOCTYPE x [<!ENTITY e SYSTEM "{url}">]>', "&e;"),
    "public-entity": ('<!DOCTYPE x [<!ENTITY e PUBLIC "-//x" "{url}">]>', "&e;"),
    "parameter-entity": ('<!DOCTYPE x [<!ENTITY % e SYSTEM "{url}">%e;]>', ""),
    "outer-subset-of-a-url": ('<!DOCTYPE x SYSTEM "{url}">', ""),
    "outer-subset-of-a-file": ('<!DOCTYPE x SYSTEM "file://{secret}">', "&e;"),
    "laughs": (f"{LAUGHS}]>", "&a11;"),
    "quadratic": (BLOW, "&a;" * 20_000),
    "entity-in-a-circle": ('<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
    "entity-with-markup": ('<!DOCTYPE x [<!ENTITY a "<p>x</p>">]>', "&a;"),
    "xinclude": (
        "",
        '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>',
    ),
    "style-sheet": ('<?xml-stylesheet type="text/xsl" href="{url}"?>', ""),
}
DEEP = (250, 260, 5_000, 100_000)


def all_of(secret, url):
    """Give name and bytes of every hostile file."""
    made = {**_xml(), **_html(), **_zip(), **_tar(), **_pdf(), **_others()}
    return {
        name: content.replace(b"{secret}", secret.encode()).replace(b"{url}", url.encode())
        if not name.endswith((".epub", ".docx", ".odt"))
        else _within(content, secret, url)
        for name, content in made.items()
    }


def _within(content, secret, url):
    """Put the two places into the parts of a packed document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {}
        for info in archive.infolist():
            inside = archive.read(info)
            parts[info.filename] = inside.replace(b"{secret}", secret.encode()).replace(
                b"{url}", url.encode()
            )
    return zipped(parts)


def _xml():
    """TEI, and the parts of EPUB, DOCX and ODT."""
    made = {}
    for kind, (prologue, inside) in PROLOGUES.items():
        text = tei(f"<p>{MARK} {inside}</p>").decode().partition("?>")[2]
        made[f"{kind}.xml"] = f'<?xml version="1.0"?>{prologue}{text}'.encode()
        made[f"{kind}.docx"] = _docx(prologue, f"<w:t>{MARK} {inside}</w:t>")
        made[f"{kind}.odt"] = _odt(prologue, f"{MARK} {inside}")
        page = f"{prologue}<html><body><p>{MARK} {inside}</p></body></html>"
        made[f"{kind}.epub"] = epub([("", "x")], extra={"OEBPS/text/c0.xhtml": page})
    for depth in DEEP:
        nested = "<seg>" * depth + MARK + "</seg>" * depth
        made[f"deep-{depth}.xml"] = tei(f"<p>{nested}</p>")
        made[f"deep-{depth}.docx"] = _docx("", f"{'<w:t>' * depth}{MARK}{'</w:t>' * depth}")
    long = "a" * 11_000_000
    attributes = " ".join(f"a{n}='1'" for n in range(30_000))
    spaces = " ".join(f"xmlns:n{n}='u{n}'" for n in range(5_000))
    made |= {
        "named-character.xml": tei(f"<p>{MARK} caf&eacute; &nosuch; x</p>"),
        "unclosed.xml": tei(f"<p>{MARK}")[:-30],
        "text-of-eleven-megabytes.xml": tei(f"<p>{MARK} {long}</p>"),
        "attribute-of-eleven-megabytes.xml": tei(f'<p n="{long}">{MARK}</p>'),
        "many-attributes.xml": tei(f"<p {attributes}>{MARK}</p>"),
        "unknown-encoding.xml": b'<?xml version="1.0" encoding="x-none"?><TEI><text>x</text></TEI>',
        "wrong-encoding.xml": b'<?xml version="1.0" encoding="utf-8"?><TEI><text>\xe9</text></TEI>',
        "utf-7.xml": b'<?xml version="1.0" encoding="utf-7"?><TEI><text>+ADw-p+AD4-</text></TEI>',
        "nul.xml": tei("<p>a\0b</p>"),
        "control.xml": tei("<p>\x1b]0;title\x07</p>"),
        "half-a-character.xml": tei("<p>&#xD800;</p>"),
        "namespaces.xml": tei(f"<p {spaces}/>"),
    }
    return made


def _docx(prologue, run):
    part = (
        f'<?xml version="1.0"?>{prologue}<w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        f"{run}</w:r></w:p></w:body></w:document>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="attachedTemplate" Target="{url}" TargetMode="External"/>'
        "</Relationships>"
    )
    return zipped({"word/document.xml": part, "word/_rels/document.xml.rels": relations})


def _odt(prologue, words):
    office = 'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    text = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    part = (
        f'<?xml version="1.0"?>{prologue}<o:document-content {office} {text}><o:body><o:text><t:p>'
        f"{words}</t:p></o:text></o:body></o:document-content>"
    )
    return zipped({"content.xml": part})


def _html():
    def page(body, head=""):
        return f"<html><head>{head}</head><body>{body}<p>{MARK}</p></body></html>".encode()

    made = {
        "base.html": page("<img src='x.png'>", '<base href="{url}">'),
        "refresh.html": page("", '<meta http-equiv="refresh" content="0;url={url}">'),
        "frame-of-a-file.html": page('<iframe src="file://{secret}"></iframe>'),
        "object.html": page('<object data="file://{secret}"></object><embed src="{url}">'),
        "import.html": page("", '<link rel="import" href="{url}"><link rel="icon" href="{url}">'),
        "script.html": page("<script>fetch('{url}')</script>", "<title><script>x</script></title>"),
        "escape.html": page("", "<title>\x1b]0;title\x07\x1b[31m</title>"),
        "plaintext.html": page("<plaintext>"),
        "comment.html": page("<!--"),
        "nul.html": page("a\0b\0c"),
        "numbers.html": page("&#xD800; &#99999999; &#0; &#x110000;"),
        "utf-7.html": page("+ADw-b+AD4-", '<meta charset="utf-7">'),
        "encoding-of-no-text.html": page("x", '<meta charset="zlib">'),
        "attributes.html": page("<p " + " ".join(f"a{n}=1" for n in range(5_000)) + ">"),
        "line-of-megabytes.html": page("<p>" + "word " * 500_000),
        "tables.html": page("<table><tr><td>" * 3_000),
    }
    for depth in (*DEEP, 2_000):
        made[f"deep-{depth}.html"] = page("<div>" * depth + MARK)
        made[f"deep-inline-{depth}.html"] = page("<b>" * depth + MARK)
    return made


def _zip():
    text = f"{MARK} of the zip"
    climbing = zipped({"../../climbed1917.txt": text, "/tmp/absolute1917.txt": text})
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        link = zipfile.ZipInfo("link1917.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "{secret}")
        archive.writestr("C:\\windows\\1917.txt", text)
        archive.writestr("1917\x1b[31m.txt", text)
        archive.writestr("a" * 60_000 + "1917.txt", text)
    bomb = zipped({"bomb1917.txt": b"a" * (80 << 20)})
    lying = _lying(zipped({"lying1917.txt": b"a" * (30 << 20)}))
    nested = zipped({"inner.zip": zipped({"x1917.txt": text}), "inner.tar": tarred({})})
    many = zipped({f"{n}.txt": "" for n in range(10_001)}, zipfile.ZIP_STORED)
    locked = bytearray(zipped({"locked1917.txt": text}))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        place = locked.find(sign) + (6 if sign[2] == 3 else 8)
        locked[place] |= 1
    return {
        "climbing.zip": climbing,
        "names.zip": twice.getvalue(),
        "bomb.zip": bomb,
        "lying.zip": lying,
        "overlap.zip": _overlapping(),
        "nested.zip": nested,
        "many.zip": many,
        "locked.zip": bytes(locked),
        "bomb.docx": zipped({"word/document.xml": b"<a>" + b" " * (60 << 20) + b"</a>"}),
        "bomb.xlsx": zipped({"xl/workbook.xml": b" " * (60 << 20), "[Content_Types].xml": "<T/>"}),
        "climbing.epub": epub([("", "x")], extra={"OEBPS/book.opf": _climbing_book()}),
        "elsewhere.epub": zipped({"META-INF/container.xml": _elsewhere("../../../etc/passwd")}),
        "on-the-web.epub": zipped({"META-INF/container.xml": _elsewhere("{url}")}),
        "not-what-it-says.pdf": zipped({"x": "y"}),
        "not-what-it-says.docx": zipped({"x": "y"}),
        "not-what-it-says.xlsx": zipped({"x": "y"}),
    }


def _lying(content):
    """State a size of ten bytes for what unpacks to many."""
    lies = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = lies.find(sign) + place
        lies[at : at + 4] = struct.pack("<I", 10)
    return bytes(lies)


def _overlapping():
    """Let a thousand names share one packed content."""
    packed = zipped({"x1917.txt": b"a" * (1 << 20)})
    start = packed.find(b"PK\x01\x02")
    end = packed.rfind(b"PK\x05\x06")
    entry = packed[start:end]
    listed = b"".join(entry.replace(b"x1917", b"%05d" % n) for n in range(1000))
    size = struct.pack("<HHII", 1000, 1000, len(listed), start)
    return packed[:start] + listed + b"PK\x05\x06" + b"\0" * 4 + size + b"\0\0"


def _elsewhere(place):
    return f'<container><rootfiles><rootfile full-path="{place}"/></rootfiles></container>'


def _climbing_book():
    media = 'media-type="application/xhtml+xml"'
    return (
        f'<package><manifest><item id="a" href="../../../../{{secret}}" {media}/>'
        f'<item id="b" href="file://{{secret}}" {media}/><item id="c" href="{{url}}" {media}/>'
        f'<item id="d" href="text/c0.xhtml" {media}/></manifest><spine><itemref idref="a"/>'
        '<itemref idref="b"/><itemref idref="c"/><itemref idref="d"/></spine></package>'
    )


def _tar():
    def info(name, kind, target="", size=0):
        made = tarfile.TarInfo(name)
        made.type, made.linkname, made.size = kind, target, size
        return made

    text = f"{MARK} of the tar".encode()
    hostile = {
        "../../climbed1917.txt": text,
        "/tmp/absolute1917.txt": text,
        "link1917.txt": info("link1917.txt", tarfile.SYMTYPE, "{secret}"),
        "hard1917.txt": info("hard1917.txt", tarfile.LNKTYPE, "/etc/passwd"),
        "device1917.txt": info("device1917.txt", tarfile.CHRTYPE),
        "pipe1917.txt": info("pipe1917.txt", tarfile.FIFOTYPE),
        "last1917.txt": text,
    }
    lying = bytearray(tarred({"lying1917.txt": text}))
    lying[124:136] = b"77777777777\0"
    checksum = sum(lying[:148]) + 8 * 32 + sum(lying[156:512])
    lying[148:156] = b"%06o\0 " % checksum
    zeros = tarred({"bomb1917.txt": b"\0" * (80 << 20)})
    return {
        "hostile.tar": tarred(hostile),
        "lying.tar": bytes(lying),
        "bomb.tar.gz": gzip.compress(zeros),
        "bomb.tar.xz": lzma.compress(zeros),
        "bomb.txt.gz": gzip.compress(b"a" * (80 << 20)),
        "nested.tar": tarred({"a.zip": zipped({"x1917.txt": "x"})}),
        "cut.tar.gz": gzip.compress(tarred({"x1917.txt": text * 9}))[:-20],
        "not-what-it-says.tar": b"BZh9" + b"\0" * 600,
    }


def _pdf():
    good = pdf([MARK])
    page = good.index(b"/Type /Page /Parent")
    pages = good.index(b"/Kids [")
    flate = zlib.compress(b"BT (a) Tj ET\n" * 10_000_000)
    bomb = good.replace(
        good[good.index(b"<< /Length") : good.index(b"endstream")],
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\n" % (len(flate), flate),
    )

    def opening(action):
        return good.replace(b"/Pages 2 0 R", b"/Pages 2 0 R /OpenAction << %s >>" % action)

    return {
        "action.pdf": opening(b"/S /URI /URI ({url})"),
        "script.pdf": opening(b"/S /JavaScript /JS (app.alert\\(1\\))"),
        "launch.pdf": opening(b"/S /Launch /F (/bin/true)"),
        "circle.pdf": good[:pages] + good[pages:].replace(b"3 0 R]", b"2 0 R]", 1),
        "many-pages.pdf": good.replace(b"/Count 1", b"/Count 2000000000"),
        "nested.pdf": good[:page] + b"/X " + b"[" * 100_000 + b"]" * 100_000 + good[page:],
        "length.pdf": good.replace(b"/Length ", b"/Length 99999999"),
        "table.pdf": good.replace(b"trailer\n<<", b"trailer\n<< /Prev 9 /XRefStm 9"),
        "bomb.pdf": bomb,
        "page-without-end.pdf": good.replace(b"[0 0 612 792]", b"[0 0 1e38 1e38]"),
        "only-its-head.pdf": b"%PDF-1.7\n",
    }


def _others():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    objects = "x: !!python/object/apply:os.system ['touch {secret}2']"
    frame = "<script>x</script>\n\n<iframe src='file://{secret}'></iframe>"
    tables = ".. csv-table::\n   :url: {url}\n\n.. raw:: x\n   :url: {url}\n"
    links = "[[" * 20_000 + MARK + "<a " * 20_000
    return {
        "aliases.md": f"---\n{bomb}---\n{MARK}\n".encode(),
        "object.md": f"---\n{objects}\n---\n{MARK}\n".encode(),
        "deep-front.md": f"---\nx: {'[' * 1500}\n---\n{MARK}\n".encode(),
        "quotes.md": (">" * 20_000 + f" {MARK}").encode(),
        "brackets.md": ("[" * 20_000 + MARK + "](" * 20_000).encode(),
        "stars.md": ("*a **b " * 20_000 + MARK).encode(),
        "lists.md": ("".join(" " * n + "- a\n" for n in range(2_000)) + MARK).encode(),
        "raw.md": f"{frame}\n\n{MARK}".encode(),
        "include.rst": f"{MARK}\n\n.. include:: {{secret}}\n".encode(),
        "raw.rst": f"{MARK}\n\n.. raw:: html\n   :file: {{secret}}\n".encode(),
        "url.rst": f"{MARK}\n\n{tables}".encode(),
        "circle.rst": f"{MARK} |a|\n\n.. |a| replace:: |b|\n.. |b| replace:: |a|\n".encode(),
        "deep.rst": ("".join(" " * n + "* a\n\n" for n in range(400)) + MARK).encode(),
        "stars.rst": ("*a **b `c " * 300 + MARK).encode(),
        "braces.rtf": b"{\\rtf1 " + b"{" * 100_000 + MARK.encode() + b"}" * 100_001,
        "object.rtf": b"{\\rtf1 {\\object\\objdata 01}{\\field{\\*\\fldinst INCLUDE {secret}}}}",
        "binary.rtf": b"{\\rtf1 \\bin999999999 " + MARK.encode() + b"}",
        "deep.jsonl": b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "infinite.jsonl": b'{"text": "a", "date": Infinity}',
        "quote.csv": b'text,date\n"never closed,1917\n' + b"x,1918\n" * 100,
        "line.txt": b"word " * 1_000_000,
        "escapes1917.txt": b"\x1b]0;title\x07" + MARK.encode(),
        "directives.muse": f"#title x\n#author y\n\n{links}".encode(),
        "stars.muse": ("#title x\n#author y\n\n" + "*a **b =c " * 5_000 + MARK).encode(),
    }
