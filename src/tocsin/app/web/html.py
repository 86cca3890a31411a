"""Pages as text: a few functions that escape whatever they are given."""

from html import escape


class Html(str):
    """Text that is HTML already. Everything else is escaped on its way into a page."""

    __slots__ = ()


def put(value: object) -> str:
    """A value as it stands in a page."""
    return value if isinstance(value, Html) else escape(str(value), quote=True)


def tag(name: str, /, *inside: object, **attributes: object) -> Html:
    """An element. `class_` and `for_` lose their underscore, `aria_x` is `aria-x`; True stands
    alone, None and False are left out.
    """
    said = "".join(
        f" {_name(key)}" if value is True else f' {_name(key)}="{put(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{''.join(map(put, inside))}</{name}>")


VOID = frozenset({"br", "input", "link", "meta"})


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def together(*parts: object) -> Html:
    """Parts side by side."""
    return Html("".join(map(put, parts)))


def document(language: str, title: str, *body: object, is_rtl: bool = False) -> bytes:
    """A whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("link", rel="stylesheet", href="/style.css"),
    )
    page = tag(
        "html", head, tag("body", *body, class_="page"), lang=language,
        dir="rtl" if is_rtl else None,
    )  # fmt: skip
    return f"<!doctype html>\n{page}\n".encode()
