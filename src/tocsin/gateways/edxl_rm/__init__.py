"""EDXL-RM 1.0: requests, offers and returns of resources, into lending and out of it. (README.md)

In:  bytes of one message; requests, custody, goods and places of one town's log.
Out: `parse` → a message and what was not taken; `proposals` → orders that a person may give;
     `of_request`, `of_unit`, `of_stock`, `of_places` → messages and what they cannot say;
     `render` → bytes.
"""

from tocsin.gateways.edxl_rm.counted import of_places, of_stock
from tocsin.gateways.edxl_rm.course import NOT_WRITTEN, Own, Written, of_request, of_unit
from tocsin.gateways.edxl_rm.malformed import Malformed
from tocsin.gateways.edxl_rm.message import Element, Kind, Lost, Message
from tocsin.gateways.edxl_rm.parse import Parsed, parse
from tocsin.gateways.edxl_rm.propose import NO_ORDER, Proposal, Reader, proposals
from tocsin.gateways.edxl_rm.propose_counted import Counted
from tocsin.gateways.edxl_rm.render import render

__all__ = [
    "NOT_WRITTEN",
    "NO_ORDER",
    "Counted",
    "Element",
    "Kind",
    "Lost",
    "Malformed",
    "Message",
    "Own",
    "Parsed",
    "Proposal",
    "Reader",
    "Written",
    "of_places",
    "of_request",
    "of_stock",
    "of_unit",
    "parse",
    "proposals",
    "render",
]
