"""OpenAPI 3.1 of the door, made from the types that decode what comes in and encode what goes out.

Source: OpenAPI Specification 3.1; JSON Schema 2020-12, as msgspec writes it.
"""

import inspect
import re
from collections.abc import Mapping, Sequence

import msgspec

from tocsin import __version__
from tocsin.app.web.pictures import SHOWN_KINDS, Page, SubjectFields
from tocsin.app.web.problem import MEDIA_TYPE, ProblemBody
from tocsin.app.web.route import Parameter, Route
from tocsin.app.web.schemas import made_whole
from tocsin.app.web.streaming import STREAMED
from tocsin.operations.catalogue import COMMANDS, TOPIC_OF
from tocsin.operations.orders import Command
from tocsin.operations.picture import KINDS
from tocsin.operations.picture.token import Scope
from tocsin.terms.words import Words

Plain = dict[str, object]
REF = "#/components/schemas/{name}"
ORDER_PATH = "/v1/orders/{name}"
KIND_PATHS = (
    "/v1/picture/{kind}", "/v1/picture/{kind}/{id}", "/v1/at/{kind}", "/v1/at/{kind}/{id}",
)  # fmt: skip
SECURITY: Plain = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {
        "type": "apiKey", "in": "cookie", "name": "tocsin-CODE-KIND-session",
        "description": "A person at a desk: the cookie that signing in sets, with the town's code"
        " and the kind of its log. What changes something comes from a page of the town, with"
        " `Tocsin-Console: 1`.",
    },
}  # fmt: skip
"""How an asker is known."""
SAYS = {
    302: "It is there.",
    303: "It was taken; go on there.",
    304: "The asker has it already.",
    400: "What was sent is not what it must be; nothing was applied.",
    401: "No token, or one that is not good.",
    403: "The token has not this scope, or the table of the town does not allow it.",
    404: "There is no such thing, or none that the asker may know of.",
    405: "The path has no such method.",
    408: "The body came too slowly.",
    409: "A rule of the town said no; the refusal is on record.",
    413: "The body is too long.",
    414: "The query is too long.",
    415: "The body is of another type.",
    416: "The range that was asked for is not in the file.",
    429: "Too many tries.",
    501: "This installation makes no such file.",
    503: "Not now: whether it is on record is not known, or the town is busy or closing.",
}


def described(routes: Sequence[Route]) -> Plain:
    """The whole document."""
    bodies = [each.body for each in routes if each.body is not None] + [*COMMANDS.values()]
    answers = [each.answer for each in routes if isinstance(each.answer, type)]
    nouns = [KINDS[kind] for kind in SHOWN_KINDS]
    types = [ProblemBody, *bodies, *answers, *nouns, *STREAMED]
    unique = list({id(each): each for each in types}.values())
    schemas, components = msgspec.json.schema_components(
        unique, schema_hook=_words, ref_template=REF
    )
    made_whole(components, unique, bodies)
    known = {id(each): schema for each, schema in zip(unique, schemas, strict=True)}
    paths: dict[str, Plain] = {}
    for route in routes:
        for path, operation in _operations(route, known):
            paths.setdefault(path, {})[route.method.lower()] = operation
    for kind in SHOWN_KINDS:
        components.update(_visible(kind, components))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tocsin",
            "version": __version__,
            "description": "One town: orders in, the picture and its changes out.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": SECURITY,
        },
    }


def encoded(routes: Sequence[Route]) -> bytes:
    """The document as JSON."""
    return msgspec.json.format(msgspec.json.encode(described(routes)), indent=1)


def _words(kind: type) -> Plain:
    """Sealed words leave as text; an object is anything."""
    if kind is Words:
        return {"type": "string"}
    if kind is object:
        return {"description": "anything"}
    raise NotImplementedError(kind)


def _operations(route: Route, known: Mapping[int, Plain]) -> list[tuple[str, Plain]]:
    """The operations a route stands for: one for each order, and for each kind of subject."""
    path = _plain(route.path)
    if path == ORDER_PATH and route.method == "POST":
        return [
            (path.replace("{name}", name), _order(route, kind, known))
            for name, kind in sorted(COMMANDS.items())
        ]
    if path in KIND_PATHS:
        return [
            (path.replace("{kind}", kind), _of_kind(route, kind, known)) for kind in SHOWN_KINDS
        ]
    return [(path, _operation(route, path, known))]


def _plain(path: str) -> str:
    """A path as OpenAPI writes it: `{id:path}`, which may hold slashes, is `{id}` there."""
    return path.replace(":path}", "}")


def _order(route: Route, kind: type[Command], known: Mapping[int, Plain]) -> Plain:
    text = inspect.cleandoc(kind.__doc__ or "")
    made = _operation(route, "", known)
    return {
        **made,
        "operationId": kind.__name__,
        "summary": text.partition("\n")[0],
        "description": text,
        "tags": [f"orders: {TOPIC_OF[kind].replace('_', ' ')}"],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": known[id(kind)]}},
        },
    }


def _of_kind(route: Route, kind: str, known: Mapping[int, Plain]) -> Plain:
    made = _operation(route, _plain(route.path).replace("{kind}", ""), known)
    seen = {"$ref": REF.format(name=f"Seen_{kind}")}
    subject: Plain = {
        "type": "object",
        "properties": {"kind": {"const": kind}, "id": {"type": "string"}, "fields": seen},
        "required": ["kind", "id", "fields"],
    }
    if route.answer is Page:
        fields = getattr(KINDS[kind], "__struct_fields__", ())
        parameters = made["parameters"]
        assert isinstance(parameters, list)
        parameters += [
            _parameter(Parameter(name, f"Only where the field `{name}` is this."))
            for name in fields
            if name not in {each.name for each in route.parameters}
        ]
        subject = {
            "type": "object",
            "properties": {
                "kind": {"const": kind},
                "total": {"type": "integer", "minimum": 0},
                "subjects": {"type": "array", "items": subject},
                "next": {"type": ["string", "null"]},
            },
            "required": ["kind", "total", "subjects"],
        }
    answers = made["responses"]
    assert isinstance(answers, dict)
    assert route.answer in (Page, SubjectFields)
    answers["200"] = {
        "description": route.says,
        "content": {"application/json": {"schema": subject}},
    }
    deed = "list" if route.answer is Page else "get"
    made["operationId"] = f"{deed}_{kind}{'_then' if '/at/' in route.path else ''}"
    return made


def _operation(route: Route, path: str, known: Mapping[int, Plain]) -> Plain:
    parts = re.findall(r"\{(\w+)\}", path)
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in parts
    ]
    parameters += [_parameter(each) for each in route.parameters]
    is_page = route.method == "GET" and route.media_type == "text/html"
    deed = "show" if is_page else route.method.lower()
    made: Plain = {
        "summary": route.says,
        "tags": [route.tag],
        "operationId": f"{deed}{re.sub(r'[^a-z0-9]+', '_', path)}".rstrip("_"),
        "parameters": parameters,
        "responses": _responses(route, known),
    }
    if route.tells:
        made["description"] = route.tells
    if route.scope is not None:
        scopes = [route.scope, Scope.inbox] if route.or_inbox else [route.scope]
        made["security"] = [*({"token": [each.value]} for each in scopes), {"session": []}]
    if route.body is not None or (route.method == "POST" and route.body_media_type):
        schema = known[id(route.body)] if route.body is not None else {}
        made["requestBody"] = {
            "required": True,
            "content": {each: {"schema": schema} for each in route.body_media_type.split("|")},
        }
    return made


def _parameter(each: Parameter) -> Plain:
    return {
        "name": each.name,
        "in": each.place,
        "required": False,
        "description": each.says,
        "schema": dict(each.schema),
    }


def _responses(route: Route, known: Mapping[int, Plain]) -> Plain:
    answer = route.answer
    schema = known[id(answer)] if isinstance(answer, type) else {}
    found: Plain = {
        "200": {
            "description": route.says,
            "content": {each: {"schema": schema} for each in (route.media_type, *route.also)},
        }
    }
    errors = {400, 405, 414, *route.errors}
    if route.scope is not None:
        errors |= {401, 403, 429}
    if route.method == "POST":
        errors |= {408, 413, 415, 503}
    for status in sorted(errors):
        body: Plain = {"$ref": REF.format(name="ProblemBody")}
        media = MEDIA_TYPE
        if status == 503 and route.tag == "health":
            body, media = schema, route.media_type
        content: Plain = {media: {"schema": body}}
        if route.media_type == "text/html":
            content["text/html"] = {"schema": {}}  # what people read, where a person did it
        found[str(status)] = {"description": SAYS[status], "content": content}
    if route.method == "GET" and route.tag == "picture":
        found["304"] = {"description": SAYS[304]}
    return found


def _visible(kind: str, components: Mapping[str, Plain]) -> Plain:
    """What may be visible of a kind: the fields of its noun, of which any may be left out."""
    noun = KINDS[kind]
    own = components.get(noun.__name__, {"properties": {}})
    return {
        f"Seen_{kind}": {
            "title": f"Seen_{kind}",
            "description": f"The fields of one of the {kind} that the asker may see.",
            "type": "object",
            "properties": own.get("properties", {}),
        }
    }
