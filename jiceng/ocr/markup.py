"""XML and HTML of OCR engines, parsed without entities, network, DTDs or unbounded depth."""

import re
from html.entities import html5
from typing import Any

import lxml.html
from lxml import etree

from jiceng.ocr.boxes import OcrFault

MAX_DEPTH = 256
"""Most elements nested in each other; libxml2 has the same limit."""
_DECLARED_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_META_ENCODING = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"""<!DOCTYPE(?:[^\[\]<>"']|"[^"]*"|'[^']*')*(\[)?""", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = ("amp", "lt", "gt", "quot", "apos")
_META_SEARCHED = 4_096
_NO_DETAIL = re.compile(r", line [0-9]+, column [0-9]+.*$")


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding in the XML declaration or an HTML meta element; None if neither has one."""
    found = _DECLARED_ENCODING.match(data) or _META_ENCODING.search(data[:_META_SEARCHED])
    return found[1].decode("ascii") if found else None


def parse_xml(document: str) -> etree._Element:
    """Return the root of an XML document.

    A document type without an internal subset, as XHTML has, is ignored. Raises OcrFault if the document has
    declarations of its own, is not well-formed, or is nested too deeply.
    """
    _refuse_declarations(document)
    body = _without_declaration(document)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise OcrFault(f"is cut off or damaged XML ({_NO_DETAIL.sub('', error.msg or '')})", at(line, column)) from None
    return root


def parse_html(document: str) -> Any:
    """Return the root of an HTML document as browsers read it; raises OcrFault if it is cut off or too deep."""
    _refuse_declarations(document)
    if re.search(r"<html[\s>]", document, re.IGNORECASE) and not re.search(r"</html\s*>", document, re.IGNORECASE):
        raise OcrFault("is cut off: </html> is missing", at(document.count("\n") + 1))
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = lxml.html.document_fromstring(
            _without_declaration(document).encode("utf-8", "surrogatepass"), parser=parser
        )
    except etree.LxmlError as error:
        raise OcrFault(f"is not HTML ({_NO_DETAIL.sub('', str(error))})") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise OcrFault(f"has more than {MAX_DEPTH} elements inside each other")
    return root


def _without_declaration(document: str) -> str:
    """Return a document without its XML declaration, whose encoding no longer holds; its lines keep their numbers."""
    declaration = _XML_DECLARATION.match(document)
    return "\n" * declaration[0].count("\n") + document[declaration.end() :] if declaration else document


def spell_out_entities(document: str) -> str:
    """Return an HTML document with named characters (&nbsp;) as numeric ones, which XML parsers know, too."""

    def number(entity: re.Match[str]) -> str:
        characters = None if entity[1] in _OF_XML else html5.get(f"{entity[1]};")
        return "".join(f"&#{ord(character)};" for character in characters) if characters else entity[0]

    return _ENTITY.sub(number, document)


def _refuse_declarations(document: str) -> None:
    """Raise OcrFault if a document type declares anything, or if there is a NUL character."""
    if "\0" in document:
        raise OcrFault("has a NUL character", _position(document, document.index("\0")))
    for doctype in _DOCTYPE.finditer(_without_comments(document)):
        if doctype[1]:
            message = "declares a document type of its own, with which entities could be made"
            raise OcrFault(message, _position(document, doctype.start()), "remove the DOCTYPE")


def _without_comments(document: str) -> str:
    """Return a document with spaces in place of its comments."""
    parts: list[str] = []
    end = 0
    while (start := document.find("<!--", end)) >= 0 and (stop := document.find("-->", start + 4)) >= 0:
        parts += [document[end:start], " " * (stop + 3 - start)]
        end = stop + 3
    return "".join(parts) + document[end:]


def _position(document: str, offset: int) -> str:
    line = document.count("\n", 0, offset) + 1
    return at(line, offset - document.rfind("\n", 0, offset))


def at(line: int | None, column: int | None = None, name: str | None = None) -> str:
    """Return the name of a place in a file: its line and column, and a name if it has one."""
    parts = [f"line {line or 1}"]
    if column:
        parts.append(f"column {column}")
    return ", ".join(parts) + (f" ({name})" if name else "")


def place_of(element: Any) -> str:
    """Return the name of an element's place: its line, and its id if it has one."""
    return at(element.sourceline, name=element.get("id") or element.get("ID"))


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
