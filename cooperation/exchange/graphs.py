"""The register as a graph for other programs: GraphML and JSON, written piece by piece."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import orjson

from cooperation.rules.plain_text import one_line

Row = Mapping[str, Any]

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
OF_NODES = ("type", "label", "kind", "constituent", "date", "url")
OF_EDGES = ("type", "role", "weight", "part")


def write_graphml(nodes: Iterable[Row], edges: Iterable[Row], *, title: str) -> Iterator[bytes]:
    """Give a GraphML file: what its keys mean, every node, every edge, in that order.

    The id of a node is its permanent id; what is not stated has no entry. Every edge has a
    direction, from what takes part, partners or leads on to what it does so in; readers of the
    format refuse graphs in which some have one and some have none.
    Source: GraphML 1.0 and its schema, http://graphml.graphdrawing.org/specification.html.
    """
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{NAMESPACE}">\n'.encode()
    yield f"<desc>{_text(title)}</desc>\n".encode()
    for owner, names in (("node", OF_NODES), ("edge", OF_EDGES)):
        for name in names:
            kind = "int" if name == "weight" else "string"
            key = f'<key id="{owner}-{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>'
            yield f"{key}\n".encode()
    yield b'<graph id="register" edgedefault="directed">\n'
    for node in nodes:
        yield f"<node id={_quoted(node['id'])}>{_data('node', OF_NODES, node)}</node>\n".encode()
    for edge in edges:
        ends = f"source={_quoted(edge['source'])} target={_quoted(edge['target'])}"
        yield f"<edge {ends}>{_data('edge', OF_EDGES, edge)}</edge>\n".encode()
    yield b"</graph>\n</graphml>\n"


def write_json(nodes: Iterable[Row], edges: Iterable[Row], *, title: str) -> Iterator[bytes]:
    """Give one object: "title", "nodes", "edges"; what is not stated is null."""
    yield b'{"title":' + orjson.dumps(title) + b',\n"nodes":[\n'
    yield from _listed(nodes)
    yield b'\n],\n"edges":[\n'
    yield from _listed(edges)
    yield b"\n]}\n"


def _listed(rows: Iterable[Row]) -> Iterator[bytes]:
    separator = b""
    for row in rows:
        shown = {name: None if value == "" else value for name, value in row.items()}
        yield separator + orjson.dumps(shown)
        separator = b",\n"


def _data(owner: str, names: Iterable[str], row: Row) -> str:
    return "".join(
        f'<data key="{owner}-{name}">{_text(row[name])}</data>' for name in names if row[name] != ""
    )


def _text(value: Any) -> str:
    return escape(one_line(str(value)))


def _quoted(value: str) -> str:
    return quoteattr(one_line(value))
