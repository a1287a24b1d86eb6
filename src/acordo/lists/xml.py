"""XML read strictly: nothing from outside, nothing twice, nothing left over in silence.

* No network, no entities, no document type: a file with a DOCTYPE is refused, so no entity can grow or reach out.
* A ``Taker`` gives each child once. ``close`` raises an alarm for every child, attribute and text that nobody took.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from lxml import etree

from acordo.lists.reading import MalformedDocument, UnexpectedStructure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from acordo.lists.stating import Tally

_INDENT = " \t\r\n"


def collapsed(text: str | None) -> str:
    """A text on one line: outer blanks gone, inner runs of blanks and line breaks one space."""
    return " ".join(text.split()) if text else ""


def in_lines(text: str | None) -> str:
    """A text with its line breaks kept; blanks around each line gone, inner runs of them one space."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip() if text else ""


def _all_text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def root_of(content: bytes, path: Path, tag: str, *namespaces: str) -> etree._Element:
    """The root element of a document, which must be called ``tag``.

    ``namespaces`` are those of the layout: they fall away, so that its elements bear their plain names. An element of
    another namespace keeps it, as ``{namespace}name``, and so becomes an alarm.

    Raises:
        MalformedDocument: it is not well-formed XML in the encoding it names.
        UnexpectedStructure: it has a document type, or another root.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(error, path) from error
    except (LookupError, ValueError) as error:
        raise MalformedDocument(path=str(path), line=1, column=1, reason=str(error)) from error
    _refuse_document_type(root, path)
    _bare(root, namespaces)
    _require_root(root, tag, path)
    return root


class Parts:
    """The wanted elements of a large document one after the other; each is released when the next is asked for.

    ``wanted`` says of each wanted element which parent it stands in; ``namespaces`` fall away as with ``root_of``.
    After the last one ``root`` holds what was not wanted, for a ``Taker`` to close. Nothing from outside is read.
    """

    __slots__ = ("_content", "_namespaces", "_path", "_tag", "_wanted", "root")

    root: etree._Element

    def __init__(self, content: bytes, path: Path, tag: str, wanted: Mapping[str, str], *namespaces: str) -> None:
        self._content = content
        self._path = path
        self._tag = tag
        self._wanted = wanted
        self._namespaces = namespaces

    def __iter__(self) -> Iterator[etree._Element]:
        """Give each wanted element in the order of the document.

        Raises:
            MalformedDocument: it is not well-formed XML in the encoding it names; what came before it was given.
            UnexpectedStructure: it has a document type, or another root.
        """
        names = [f"{{{one}}}{name}" if one else name for one in ("", *self._namespaces) for name in self._wanted]
        events = etree.iterparse(
            io.BytesIO(self._content),
            events=("end",),
            tag=names,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        given: etree._Element | None = None
        try:
            for _, element in events:
                parent = element.getparent()
                if given is None:
                    _refuse_document_type(element, self._path)
                if parent is None or self._bare_name(parent) != self._wanted[self._bare_name(element)]:
                    continue
                _release(given)
                _bare(element, self._namespaces)
                given = element
                yield element
        except etree.XMLSyntaxError as error:
            raise _malformed(error, self._path) from error
        except (LookupError, ValueError) as error:
            raise MalformedDocument(path=str(self._path), line=1, column=1, reason=str(error)) from error
        _release(given)
        self.root = events.root
        _refuse_document_type(self.root, self._path)
        _bare(self.root, self._namespaces)
        _require_root(self.root, self._tag, self._path)

    def _bare_name(self, element: etree._Element) -> str:
        namespace, _, name = str(element.tag).rpartition("}")
        return name if not namespace or namespace[1:] in self._namespaces else str(element.tag)


def root_name(content: bytes, path: Path) -> str:
    """The name of the root element without its namespace; what follows it is not read.

    Raises:
        MalformedDocument: it does not begin as XML.
    """
    try:
        events = etree.iterparse(io.BytesIO(content), events=("start",), resolve_entities=False, no_network=True)
        return str(next(element for _, element in events).tag).rpartition("}")[2]
    except etree.XMLSyntaxError as error:
        raise _malformed(error, path) from error
    except (LookupError, ValueError, StopIteration) as error:
        raise MalformedDocument(path=str(path), line=1, column=1, reason=str(error)) from error


def _release(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None and element is not None:
        behind, before = (element.tail or "").strip(_INDENT), element.getprevious()
        parent.remove(element)  # with the text behind it, which is nobody's, unless it is kept for an alarm
        if behind and before is not None:
            before.tail = (before.tail or "") + behind
        elif behind:
            parent.text = (parent.text or "") + behind


def _malformed(error: etree.XMLSyntaxError, path: Path) -> MalformedDocument:
    line, column = error.position
    reason = str(error.msg or "it ends too early").removesuffix(f", line {line}, column {column}")
    return MalformedDocument(path=str(path), line=line, column=column, reason=reason)


def _refuse_document_type(element: etree._Element, path: Path) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        reason = "it brings a DOCTYPE, with which a file can reach outside itself or grow without end"
        raise UnexpectedStructure(path=str(path), reason=reason)


def _require_root(root: etree._Element, tag: str, path: Path) -> None:
    if root.tag != tag:
        raise UnexpectedStructure(path=str(path), reason=f"its root is <{root.tag}> where <{tag}> is expected")


def _bare(root: etree._Element, namespaces: tuple[str, ...]) -> None:
    for namespace in namespaces:
        prefix = f"{{{namespace}}}"
        for element in root.iter(f"{prefix}*"):
            element.tag = element.tag.removeprefix(prefix)


class Taker:
    """An element from which each child and attribute is taken at most once.

    ``path`` says where it stands, without positions: ``/CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL``.
    """

    __slots__ = ("_attributes", "_children", "_element", "_own_taken", "_tally", "path", "reference")

    def __init__(self, element: etree._Element, tally: Tally, above: str = "", reference: str = "") -> None:
        self._element = element
        self._tally = tally
        self._children = list(element)
        self._own_taken = False
        self._attributes = {str(name): str(value) for name, value in element.attrib.items()}
        self.path = f"{above}/{element.tag}"
        self.reference = reference

    @property
    def line(self) -> int:
        """The line on which the element begins."""
        line = self._element.sourceline
        return line if isinstance(line, int) else 0

    def attribute(self, name: str) -> str:
        """Take an attribute; empty where it is absent."""
        return collapsed(self._attributes.pop(name, ""))

    def own_text(self) -> str:
        """Take the element's own text, that of a leaf which bears attributes, on one line."""
        self._own_taken = True
        return collapsed(self._element.text)

    def own_lines(self) -> str:
        """Take the element's own text with its line breaks."""
        self._own_taken = True
        return in_lines(self._element.text)

    def many(self, tag: str) -> list[Taker]:
        """Take all children called ``tag``."""
        return [Taker(child, self._tally, self.path, self.reference) for child in self._taken(tag)]

    def text(self, tag: str) -> str:
        """Take the only child called ``tag`` as a text on one line; a second one is left over."""
        return collapsed(self._leaf(tag))

    def lines(self, tag: str) -> str:
        """Take the only child called ``tag`` as a text with its line breaks; a second one is left over."""
        return in_lines(self._leaf(tag))

    def texts(self, tag: str) -> list[str]:
        """Take all children called ``tag`` as texts on one line, the empty ones left out."""
        return [text for text in (collapsed(self._text_of(child)) for child in self._taken(tag)) if text]

    def ignore(self, tag: str, reason: str) -> None:
        """Leave out all children called ``tag``, with everything in them, for a reason."""
        for child in self._taken(tag):
            self._tally.ignore(f"{self.path}/{child.tag}", reason)

    def ignore_attribute(self, name: str, reason: str) -> None:
        """Leave out an attribute, for a reason."""
        if self._attributes.pop(name, None) is not None:
            self._tally.ignore(f"{self.path}/@{name}", reason)

    def close(self) -> None:
        """Say what nobody took."""
        for child in self._children:
            self._alarm(f"{self.path}/{child.tag}", _all_text(child))
        self._children = []
        for name, value in self._attributes.items():
            self._alarm(f"{self.path}/@{name}", value)
        self._loose_text(self._element)

    def _taken(self, tag: str) -> list[etree._Element]:
        found = [child for child in self._children if child.tag == tag]
        if found:
            self._children = [child for child in self._children if child.tag != tag]
        return found

    def _leaf(self, tag: str) -> str:
        for child in self._children:
            if child.tag == tag:
                self._children.remove(child)
                return self._text_of(child)
        return ""

    def _text_of(self, leaf: etree._Element) -> str:
        if len(leaf):
            for child in leaf:
                self._alarm(f"{self.path}/{leaf.tag}/{child.tag}", _all_text(child) + (child.tail or ""))
        for name, value in leaf.attrib.items():
            self._alarm(f"{self.path}/{leaf.tag}/@{name!s}", str(value))
        return leaf.text or ""

    def _loose_text(self, element: etree._Element) -> None:
        loose = ["" if self._own_taken else element.text or "", *(child.tail or "" for child in element)]
        if any(text.strip(_INDENT) for text in loose):
            self._alarm(f"{self.path}/text()", " ".join(loose))

    def _alarm(self, path: str, example: str) -> None:
        self._tally.alarm(path, collapsed(example), self.reference)
