"""XML of a stranger as a small tree, by expat: no DOCTYPE, no entities, bounded in every way."""

from xml.parsers import expat

import msgspec

from tocsin.gateways.edxl_rm.malformed import Malformed

LARGEST_MESSAGE = 1 << 20
DEEPEST = 32
MOST_ELEMENTS = 20_000
WRITE_ANEW = "ask the sender for the message as EDXL-RM 1.0 has it"


class Node(msgspec.Struct):
    """One element. `name` is without its namespace, which is `space`."""

    space: str
    name: str
    line: int
    attributes: dict[str, str]
    pieces: list[str] = []
    children: "list[Node]" = []

    @property
    def text(self) -> str:
        """What stands in it, with blanks folded; "" where nothing does."""
        return " ".join("".join(self.pieces).split())

    def all(self, name: str) -> "list[Node]":
        """The children of this name."""
        return [each for each in self.children if each.name == name]

    def first(self, name: str) -> "Node | None":
        """The first child of this name."""
        return next((each for each in self.children if each.name == name), None)


def tree_of(content: bytes) -> Node:
    """The root of a document. Raises Malformed."""
    if len(content) > LARGEST_MESSAGE:
        raise Malformed(
            "the file", f"at most {LARGEST_MESSAGE:,} bytes, not {len(content):,}", WRITE_ANEW
        )
    parser = expat.ParserCreate(namespace_separator="}")
    grown = _Growing(parser)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        code = getattr(broken, "code", None)
        why = expat.ErrorString(code) if code is not None else "text in an unknown encoding"
        where = f"line {parser.CurrentLineNumber}"
        raise Malformed(where, f"well-formed XML ({why})", WRITE_ANEW) from None
    assert grown.root is not None, "a document without an element is not well-formed"
    return grown.root


class _Growing:
    """What expat calls."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0
        self._parser = parser
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._declared
        parser.EntityDeclHandler = self._declared

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition("}")
        line = self._parser.CurrentLineNumber
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise Malformed(f"line {line}", f"at most {MOST_ELEMENTS:,} elements", WRITE_ANEW)
        if len(self._open) >= DEEPEST:
            raise Malformed(f"line {line}", f"elements nested at most {DEEPEST} deep", WRITE_ANEW)
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        node = Node(space, local, line, plain)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].pieces.append(text)

    def _declared(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise Malformed(f"line {line}", "XML without a DOCTYPE or entities", WRITE_ANEW)
