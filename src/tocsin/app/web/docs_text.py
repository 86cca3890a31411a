"""The docs page as HTML, from the OpenAPI document."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import cast

Plain = Mapping[str, object]

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tocsin: the door</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css"></head><body class="docs">
"""

BEGIN = """<h1>The door</h1>
<p>Orders go in, the picture and its changes come out. Every answer is JSON; every error is a
problem document (RFC 9457) with a <code>code</code> for programs, and <code>detail</code> and
<code>next</code> for people. What you may not know of is answered like what does not exist.</p>
<h2 id="begin">From call to close in six requests</h2>
<pre>umask 077   # bearer: one line, Authorization: Bearer and the token, which others must not see
            # tocsin token create TOWN --role dispatcher --role call_taker
ask() { curl -sS -H @bearer -H "Content-Type: application/json" "$@"; }

ask -d '{"channel": "call"}' $URL/v1/orders/ReceiveReport
ask -d '{"type": "fire.structure", "priority": 1, "place": {"words": "mill lane 14"}}' \\
    $URL/v1/orders/OpenIncident                      # subjects: the id of the incident
ask -d '{"unit": "PE-E1", "incident": "…"}' $URL/v1/orders/DispatchUnit
ask -d '{"unit": "PE-E1"}' $URL/v1/orders/ReportOnScene
ask -d '{"unit": "PE-E1"}' $URL/v1/orders/ClearUnit
ask -d '{"incident": "…", "disposition": "completed"}' $URL/v1/orders/CloseIncident</pre>
<p>Send an <code>Idempotency-Key</code> of your own with each order. When no answer comes, or a 503,
ask again with the same key: it is granted once, and answered the same.
<code>GET /v1/stream</code> tells live what you may know.</p>
"""


def text(document: Plain) -> str:
    """The whole page."""
    paths = cast(Mapping[str, Mapping[str, Plain]], document["paths"])
    schemas = cast(Mapping[str, Plain], cast(Plain, document["components"])["schemas"])
    by_tag: dict[str, list[str]] = {}
    for path, methods in paths.items():
        for method, operation in methods.items():
            tag = cast(list[str], operation["tags"])[0]
            by_tag.setdefault(tag, []).append(_operation(path, method, operation, schemas))
    tags = sorted(by_tag, key=lambda each: (each.startswith("orders: "), each))
    contents = "".join(f'<li><a href="#{_anchor(tag)}">{_esc(tag)}</a></li>' for tag in tags)
    parts = [
        f'<section><h2 id="{_anchor(tag)}">{_esc(tag)}</h2>{"".join(by_tag[tag])}</section>'
        for tag in tags
    ]
    nav = f'<nav aria-label="Contents"><ul><li><a href="#begin">begin</a></li>{contents}</ul></nav>'
    return f"{HEAD}{nav}<main>{BEGIN}{''.join(parts)}</main></body></html>\n"


def _operation(path: str, method: str, operation: Plain, schemas: Mapping[str, Plain]) -> str:
    name = _esc(str(operation["operationId"]))
    says = _esc(str(operation.get("description", operation["summary"])))
    rows = "".join(_rows(operation, schemas))
    fields = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    scope = ""
    if "security" in operation:
        need = cast(list[Mapping[str, list[str]]], operation["security"])[0]["token"][0]
        scope = f'<span class="scope">{_esc(need)}</span>'
    answers = cast(Mapping[str, Plain], operation["responses"])
    codes = " ".join(sorted(answers))
    return (
        f'<article id="{name}"><h3><span class="method">{method.upper()}</span> '
        f"<code>{_esc(path)}</code>{scope}</h3><p>{says}</p>{fields}"
        f'<p class="answers">answers {codes}</p></article>'
    )


def _rows(operation: Plain, schemas: Mapping[str, Plain]) -> Iterator[str]:
    for each in cast(list[Plain], operation.get("parameters", [])):
        schema = cast(Plain, each["schema"])
        where = str(each["in"])
        yield _row(str(each["name"]), where, schema, schemas, str(each.get("description", "")))
    body = cast(Plain, operation.get("requestBody", {})).get("content", {})
    for content in cast(Mapping[str, Plain], body).values():
        schema = _resolved(cast(Plain, content["schema"]), schemas)
        must = cast(list[str], schema.get("required", []))
        for name, field in cast(Mapping[str, Plain], schema.get("properties", {})).items():
            yield _row(name, "must" if name in must else "may", field, schemas, "")


def _row(name: str, where: str, schema: Plain, schemas: Mapping[str, Plain], says: str) -> str:
    shape = _esc(_shape(schema, schemas))
    return (
        f"<tr><th scope='row'><code>{_esc(name)}</code></th><td>{where}</td>"
        f"<td>{shape} {_esc(says)}</td></tr>"
    )


def _resolved(schema: Plain, schemas: Mapping[str, Plain]) -> Plain:
    reference = schema.get("$ref")
    return schemas[reference.rpartition("/")[2]] if isinstance(reference, str) else schema


def _shape(schema: Plain, schemas: Mapping[str, Plain], depth: int = 0) -> str:
    """A schema in a few words."""
    found = _resolved(schema, schemas)
    if "anyOf" in found:
        ways = [e for e in cast(list[Plain], found["anyOf"]) if e != {"type": "null"}]
        return " or ".join(_shape(each, schemas, depth) for each in ways)
    if "enum" in found:
        return "one of " + ", ".join(map(str, cast(list[object], found["enum"])))
    if found.get("type") == "array":
        items = found.get("items")
        return f"list of {_shape(items, schemas, depth)}" if isinstance(items, Mapping) else "list"
    if found.get("type") == "object":
        inside = cast(Mapping[str, Plain], found.get("properties", {}))
        if not inside or depth > 1:
            return "object"
        told = (f"{name}: {_shape(each, schemas, depth + 1)}" for name, each in inside.items())
        return "{" + ", ".join(told) + "}"
    kind = found.get("format") or found.get("type") or "anything"
    limits = [
        f"{word} {found[key]}"
        for key, word in (
            ("minLength", "at least"), ("maxLength", "at most"), ("minimum", "from"),
            ("maximum", "to"), ("pattern", "as"),
        )
        if key in found
    ]  # fmt: skip
    return f"{kind}{', ' if limits else ''}{', '.join(limits)}"


def _anchor(tag: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", tag.lower())


def _esc(words: str) -> str:
    return html.escape(words, quote=True)
