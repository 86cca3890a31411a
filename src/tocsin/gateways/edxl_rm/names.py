"""Namespaces of EDXL-RM 1.0 and the value lists under which our own codes travel."""

MSG = "urn:oasis:names:tc:emergency:EDXL:RM:1.0:msg"
RM = "urn:oasis:names:tc:emergency:EDXL:RM:1.0"
GML = "http://www.opengis.net/gml"

KINDS = "urn:tocsin:unit-kind"
CAPABILITIES = "urn:tocsin:capability"
CREW = "urn:tocsin:crew"
TEAM = "urn:tocsin:team"
TEAM_KIND = "urn:tocsin:team-kind"
DEPLOYMENT = "urn:tocsin:hold"
REASONS = "urn:tocsin:refusal"
