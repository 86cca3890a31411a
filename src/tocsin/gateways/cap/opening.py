"""Bytes of a stranger as trees: bounded, no DOCTYPE, nothing fetched, mended where it can be.

Everything is brought to UTF-8 first, so that one parser reads it whatever was declared. A file that
is not well-formed is mended by steps, each of which is named.
Source: W3C XML 1.0 (5th ed.) §2.2 (characters), §4.3.3 and Appendix F (encodings).
"""

import html.entities
import re
from collections.abc import Callable

import msgspec
from lxml import etree

from tocsin.gateways.cap.deviations import Code, Deviation, shortened
from tocsin.gateways.cap.malformed import Malformed
from tocsin.gateways.cap.names import split

LARGEST_FILE = 8 << 20
MOST_TAGS = 400_000
"""Opening, closing and empty ones together: what bounds the memory of a tree."""
DEEPEST = 200

ASK_ANEW = "ask the sender for the message as CAP 1.2 has it"

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:\-]+)["']""")
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOJIBAKE = re.compile(rb"\xc3[\x82\x83]\xc2[\x80-\xbf]|\xc3\xa2\xe2\x82\xac")
_ALERT = re.compile(rb"<(/?)(?:[A-Za-z_][\w.\-]*:)?alert(?=[\s/>])[^<>]*+>")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(\w{1,32};)?")
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ASIDE = re.compile(rb"<\?.*?(?:\?>|(\Z))|<!--.*?(?:-->|(\Z))|\s+", re.DOTALL)
"""What may stand between two alerts; a group is there where its end is not."""
_MARKS = (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")
_UNMARKED = (b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be")
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|us-ascii|ascii|iso-?8859-\d\d?|latin-?1|windows-125\d|cp125\d|gb2312|gbk"
    r"|gb18030|big5|shift_jis|euc-(jp|kr)|koi8-[ru]",
    re.IGNORECASE,
)
_CUT = {
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED, etree.ErrorTypes.ERR_DOCUMENT_END,
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY, etree.ErrorTypes.ERR_GT_REQUIRED,
    etree.ErrorTypes.ERR_LTSLASH_REQUIRED, etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED, etree.ErrorTypes.ERR_NAME_REQUIRED,
    etree.ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED, etree.ErrorTypes.ERR_SPACE_REQUIRED,
}  # fmt: skip


class Opened(msgspec.Struct):
    """The trees of one file. `encoding` is the one it was read in."""

    roots: list[etree._Element]
    encoding: str
    deviations: list[Deviation]
    content: bytes | None
    """In UTF-8, where a strict parser read the bytes as they are: a signature may be looked at."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be mended."""
        return self.content is not None


def _parser(*, recover: bool = False, blanks: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, recover=recover, remove_blank_text=not blanks,
    )  # fmt: skip


_STRICT, _MENDING, _EXACT = _parser(), _parser(recover=True), _parser(blanks=True)


def opened(content: bytes) -> Opened:
    """The trees, and what was wrong with the file. Raises Malformed."""
    content, encoding, found = in_utf8(content)
    try:
        return Opened([etree.fromstring(content, _STRICT)], encoding, found, content)
    except etree.XMLSyntaxError as error:
        _refuse_limits(error)
        return _mended(content, encoding, found, error)


def exact(content: bytes) -> etree._Element:
    """The one tree of a file with every blank in it, for signatures. Raises Malformed."""
    content = in_utf8(content)[0]
    try:
        return etree.fromstring(content, _EXACT)
    except etree.XMLSyntaxError as error:
        _refuse_limits(error)
        raise Malformed(
            f"line {error.lineno}", f"well-formed XML ({error.msg})", ASK_ANEW
        ) from None


def in_utf8(content: bytes) -> tuple[bytes, str, list[Deviation]]:
    """The file in UTF-8, the encoding it had, what was wrong with that. Raises Malformed where it
    is too large, or begins a DOCTYPE."""
    if len(content) > LARGEST_FILE:
        raise Malformed(
            "the file", f"at most {LARGEST_FILE:,} bytes, not {len(content):,}", ASK_ANEW
        )
    if content[:64].lstrip()[:1] in (b"{", b"["):
        raise Malformed("line 1", "CAP as XML, not as JSON", ASK_ANEW)
    found: list[Deviation] = []
    content, encoding = _decoded(content, found)
    _refuse_types(content)
    if content.count(b"<") > MOST_TAGS:
        raise Malformed("the file", f"at most {MOST_TAGS:,} tags", ASK_ANEW)
    twice = None if content.isascii() else _MOJIBAKE.search(content)
    if twice is not None:
        around = content[max(0, twice.start() - 20) : twice.end() + 20].decode("utf-8", "replace")
        line = content.count(b"\n", 0, twice.start()) + 1
        found.append(
            Deviation(Code.mojibake, "file", line, "text read once", around, "as it stands")
        )
    return content, encoding, found


def _refuse_types(content: bytes) -> None:
    """A document type is refused unread: there is nothing to expand, and nothing to fetch."""
    head = _PROLOG.match(content)
    at = head.end() if head else 0
    if content[at : at + 9].upper().startswith((b"<!DOCTYPE", b"<!ENTITY")):
        line = content.count(b"\n", 0, at) + 1
        raise Malformed(f"line {line}", "XML without a DOCTYPE or entities", ASK_ANEW)


def _decoded(content: bytes, found: list[Deviation]) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            content = content[len(mark) :]
            found.append(_file(Code.byte_order_mark, "none", f"one of {encoding}", "without it"))
            return (_checked(content, found), encoding) if encoding == "utf-8" else (
                _from(content, encoding, found), encoding
            )  # fmt: skip
    for start, encoding in _UNMARKED:
        if content.startswith(start):
            return _from(content, encoding, found), encoding
    declared = _DECLARED.match(content[:400])
    encoding = "utf-8" if declared is None else declared[1].decode("ascii").lower()
    if _ENCODINGS.fullmatch(encoding) is None:
        raise Malformed("line 1", f"an encoding that is known, not {encoding[:40]!r}", ASK_ANEW)
    if content.isascii() or encoding in ("utf-8", "utf8"):
        return _checked(content, found), "utf-8" if declared is None else encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _from(content, encoding, found), encoding
    code = Code.wrong_encoding if "ascii" in encoding or "16" in encoding else (
        Code.encoding_mislabelled
    )  # fmt: skip
    found.append(_file(code, encoding, "UTF-8", "as UTF-8"))
    return content, "utf-8"


def _from(content: bytes, encoding: str, found: list[Deviation]) -> bytes:
    try:
        return content.decode(encoding).encode("utf-8", "replace")
    except UnicodeDecodeError as error:
        what = content[max(0, error.start - 20) : error.start + 20]
        found.append(_file(Code.wrong_encoding, encoding, repr(what), "a mark for each such byte"))
        return content.decode(encoding, "replace").encode("utf-8", "replace")


def _checked(content: bytes, found: list[Deviation]) -> bytes:
    """Bytes that ought to be UTF-8: as they are where they are, else as Windows-1252."""
    try:
        content.decode("utf-8")
        return content
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = repr(content[max(0, error.start - 20) : error.start + 20])
        found.append(Deviation(Code.wrong_encoding, "file", line, "UTF-8", what, "as Windows-1252"))
        return content.decode("cp1252", "replace").encode()


def _file(code: Code, expected: str, seen: str, taken: str) -> Deviation:
    return Deviation(code, "file", 1, expected, seen, taken)


def _why(error: etree.XMLSyntaxError) -> str:
    """What a parser says, without the place that is told beside it."""
    return re.sub(r",? line \d+, column \d+$", "", str(error.msg))


def _refuse_limits(error: etree.XMLSyntaxError) -> None:
    """The parser's own bounds are not mended: they are what keeps us from harm."""
    says = str(error.msg)
    if any(each in says for each in ("depth", "huge", "too long", "too large", "Maximum", "loop")):
        raise Malformed(f"line {error.lineno}", f"XML within bounds ({says})", ASK_ANEW) from None


def _mended(
    content: bytes, encoding: str, found: list[Deviation], first: etree.XMLSyntaxError
) -> Opened:
    for step in (_trimmed, _without_forbidden, _with_ampersands):
        changed, deviation = step(content)
        if deviation is None:
            continue
        content = changed
        _refuse_types(content)
        found.append(deviation)
        root = _strictly(content)
        if root is not None:
            return Opened([root], encoding, found, None)
    pieces = _side_by_side(content)
    roots = [root for each in pieces if (root := _strictly(each)) is not None]
    if len(roots) > 1:
        found.append(_file(Code.several_alerts, "one alert", str(len(pieces)), "each of them"))
        return Opened(roots, encoding, found, None)
    line, column = first.position
    where = f"line {line}, column {column}"
    try:
        root = etree.fromstring(content, _MENDING)
    except etree.XMLSyntaxError as error:
        _refuse_limits(error)
        root = None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise Malformed(where, f"well-formed XML ({_why(first)})", ASK_ANEW)
    is_cut = first.code in _CUT and not content.rstrip().endswith(_closing(root))
    code = Code.cut_off if is_cut else Code.not_well_formed
    taken = "what stands before the end" if is_cut else "what a mending parser makes of it"
    found.append(Deviation(code, "file", line, "well-formed XML", f"{where}: {_why(first)}", taken))
    return Opened([root], encoding, found, None)


def _closing(root: etree._Element) -> bytes:
    local = split(root.tag)[1]
    name = f"{root.prefix}:{local}" if root.prefix else local
    return f"</{name}>".encode()


def _side_by_side(content: bytes) -> list[bytes]:
    """Alerts with nothing but white space, comments and declarations between them; else none."""
    spans, depth, begin = [], 0, 0
    for each in _ALERT.finditer(content):
        if each[1]:
            depth -= 1
            if depth == 0:
                spans.append((begin, each.end()))
        elif not each[0].endswith(b"/>"):
            begin = begin if depth else each.start()
            depth += 1
    between, at = b"", 0
    for begin, end in spans:
        between += content[at:begin]
        at = end
    between += content[at:]
    is_beside = _ASIDE.sub(lambda each: b"?" if each.lastindex else b"", between) == b""
    return [content[begin:end] for begin, end in spans] if is_beside else []


def _strictly(content: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(content, _STRICT)
    except etree.XMLSyntaxError as error:
        _refuse_limits(error)
        return None


Step = Callable[[bytes], tuple[bytes, Deviation | None]]


def _trimmed(content: bytes) -> tuple[bytes, Deviation | None]:
    """Without what stands before the first and after the last tag."""
    begin, end = content.find(b"<"), content.rfind(b">") + 1
    if b"<" in content[end:]:
        end = len(content)  # it ends in a tag: that is a file cut off
    if begin < 0 or end <= begin or (begin == 0 and not content[end:].strip()):
        return content, None
    around = content[:begin] + content[end:]
    line = content.count(b"\n", 0, begin) + 1
    shown = shortened(around.decode("utf-8", "replace"))
    return content[begin:end], Deviation(
        Code.text_around, "file", line, "nothing around the XML", repr(shown), "the XML alone"
    )


def _without_forbidden(content: bytes) -> tuple[bytes, Deviation | None]:
    text = content.decode("utf-8", "replace")
    bad = _FORBIDDEN.search(text)
    if bad is None:
        return content, None
    line = text.count("\n", 0, bad.start()) + 1
    return _FORBIDDEN.sub("\ufffd", text).encode(), Deviation(
        Code.forbidden_character, "file", line, "characters of XML", repr(bad[0]), "\ufffd"
    )


def _with_ampersands(content: bytes) -> tuple[bytes, Deviation | None]:
    """Names of HTML for characters, and ampersands that stand alone."""
    first: list[tuple[int, bytes]] = []

    def mend(match: re.Match[bytes]) -> bytes:
        first.append((match.start(), match[0]))
        name = (match[1] or b"").decode("utf-8", "replace")
        letter = html.entities.html5.get(name) if name else None
        return b"&amp;" + (match[1] or b"") if letter is None else letter.encode()

    parts, at = [], 0
    for each in _CDATA.finditer(content):
        parts += [_ENTITY.sub(mend, content[at : each.start()]), each[0]]
        at = each.end()
    parts.append(_ENTITY.sub(mend, content[at:]))
    if not first:
        return content, None
    line = content.count(b"\n", 0, first[0][0]) + 1
    seen = first[0][1].decode("utf-8", "replace")
    return b"".join(parts), Deviation(
        Code.not_well_formed, "file", line, "&amp; or an entity of XML", seen, "the character"
    )
