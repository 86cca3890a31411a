"""Extracts of OpenStreetMap: roads, turns, boundaries, addresses, facilities and water. (README.md)

In:  the path of an extract (.osm.pbf, .osm, .osm.gz, .osm.bz2), read by osmium.
Out: `read` → values of `geo.ground`, doubts among them, an `Account` at the end; `render` → nodes,
     ways and relations as OSM XML.
"""

from tocsin.gateways.osm.malformed import Malformed
from tocsin.gateways.osm.read import Account, Feature, read
from tocsin.gateways.osm.render import Node, Relation, Way, render

__all__ = ["Account", "Feature", "Malformed", "Node", "Relation", "Way", "read", "render"]
