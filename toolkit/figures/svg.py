"""SVG as matplotlib writes it, made fit to be read: tooltips, and ids of its own in a page."""

import re
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from toolkit.figures.tips import tips_of

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
ET.register_namespace("", SVG)
ET.register_namespace("xlink", XLINK)
HREF = f"{{{XLINK}}}href"
# What matplotlib says once for the whole drawing; in a page it must not reach other drawings.
LINES = {"stroke-linejoin": "round", "stroke-linecap": "butt"}


def with_tips(figure: Figure, content: bytes) -> bytes:
    """Put the tooltips of a figure's points into its SVG.

    The points of a collection are ``use`` elements in drawing order, inside the group that
    bears the collection's id; points outside the frame are not drawn, and then the
    collection stays without tooltips rather than with wrong ones.
    """
    wanted = tips_of(figure)
    if not wanted:
        return content
    root = ET.fromstring(content)
    groups = {group.get("id"): group for group in root.iter(f"{{{SVG}}}g")}
    for artist, texts in wanted:
        group = groups.get(artist.get_gid())
        uses = [] if group is None else group.findall(f".//{{{SVG}}}use")
        if len(uses) == len(texts):
            for use, text in zip(uses, texts, strict=True):
                ET.SubElement(use, f"{{{SVG}}}title").text = text
    return _written(root)


def described(content: bytes, about: str) -> bytes:
    """Make an SVG file one picture with a description, for readers who do not see it.

    As the SVG Accessibility API Mappings of the W3C ask: ``role="img"``, a ``title`` first.
    """
    root = ET.fromstring(content)
    root.set("role", "img")
    title = ET.Element(f"{{{SVG}}}title")
    title.text = about
    root.insert(0, title)
    return _written(root)


def inline(content: bytes, prefix: str, label: str) -> str:
    """Make a drawing part of a page: no prologue, no metadata, no style sheet, its own ids.

    Parameters
    ----------
    content : bytes
        A whole SVG file.
    prefix : str
        Put before every id, and before every reference to one; links out of the drawing
        stay.
    label : str
        The id of the element that describes the drawing.

    Returns
    -------
    str
        One ``svg`` element.
    """
    root = ET.fromstring(content)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(child)
    known = {element.get("id") for element in root.iter()} - {None}
    for element in root.iter():
        _rename(element, known, prefix)
    root.attrib.pop("version", None)
    root.set("aria-labelledby", label)
    root.set("role", "group")
    for name, value in LINES.items():
        root.set(name, value)
    # In a page the parser knows the name space; the addresses would only look like links.
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", _written(root).decode(), count=2)


def _rename(element: ET.Element, known: set[str | None], prefix: str) -> None:
    if element.get("id"):
        element.set("id", prefix + element.get("id", ""))
    for name, value in list(element.attrib.items()):
        if name == HREF:
            target = value.removeprefix("#")
            element.attrib.pop(name)
            # matplotlib lets every link open a new window; these lead to another place of the page.
            element.attrib.pop("target", None)
            # Plain href is what pages use today; the old prefix is only for files.
            element.set("href", f"#{prefix}{target}" if target in known else value)
        elif "url(#" in value:
            element.set(name, re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}\1)", value))


def _written(root: ET.Element) -> bytes:
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=False)
    return content
