"""A message held against an XML schema that somebody has, beside our own tables.

The schema of OASIS may not be shipped; whoever has it can name it. Hints in a message about where a
schema lies are taken out first: nothing is fetched, whatever a message names.
"""

from lxml import etree

from tocsin.gateways.cap.malformed import Malformed
from tocsin.gateways.cap.names import XSI
from tocsin.gateways.cap.opening import exact

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def faults(content: bytes, schema: bytes) -> tuple[str, ...]:
    """What a schema says against a message, a line each. Raises Malformed where one of the two is
    none."""
    try:
        rules = etree.XMLSchema(etree.fromstring(schema, _PARSER))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise Malformed("the schema", f"an XML schema ({error})", "name another file") from None
    root = exact(content)
    for name in [each for each in root.attrib if str(each).startswith(f"{{{XSI}}}")]:
        del root.attrib[name]
    rules.validate(root)
    return tuple(f"line {each.line}: {each.message}" for each in rules.error_log)
