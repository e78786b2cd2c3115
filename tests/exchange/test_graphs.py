"""Whether the graph files are what their formats say: the order and the types of the schema."""

import orjson
from lxml import etree

from cooperation.exchange.graphs import NAMESPACE, write_graphml, write_json

NODES = [
    {
        "id": "5b0b1fb6-7e42-4ae9-8e43-c2b9d4e00001",
        "type": "organisation",
        "label": "Garment & \x0b<Textile> ក្រសួង",
        "kind": "",
        "constituent": "workers",
        "date": "",
        "url": "https://register.example/a?b=1&c=2",
    },
    {
        "id": "5b0b1fb6-7e42-4ae9-8e43-c2b9d4e00002",
        "type": "event",
        "label": "A forum",
        "kind": "meeting",
        "constituent": "",
        "date": "2025~",
        "url": "https://register.example/e/",
    },
]
EDGE = {
    "source": NODES[0]["id"],
    "target": NODES[1]["id"],
    "type": "took_part",
    "role": "speaker",
    "weight": 1,
    "part": "5b0b1fb6-7e42-4ae9-8e43-c2b9d4e00003",
}
EDGES = [EDGE, {**EDGE, "type": "linked", "role": "follows"}]


def named(tag):
    return f"{{{NAMESPACE}}}{tag}"


def parsed():
    return etree.fromstring(b"".join(write_graphml(NODES, EDGES, title="A register & more")))


def test_the_elements_stand_in_the_order_of_the_schema():
    root = parsed()

    tags = [etree.QName(child).localname for child in root]
    assert root.tag == named("graphml")
    assert tags == ["desc", *["key"] * 10, "graph"]
    graph = root.find(named("graph"))
    assert [etree.QName(child).localname for child in graph] == ["node", "node", "edge", "edge"]
    assert graph.get("edgedefault") == "directed"


def test_every_entry_has_a_declared_key_of_its_owner_and_type():
    root = parsed()

    keys = {key.get("id"): key for key in root.iter(named("key"))}
    assert len(keys) == 10
    for owner in ("node", "edge"):
        for element in root.iter(named(owner)):
            used = [data.get("key") for data in element]
            assert len(used) == len(set(used)) > 0
            assert {keys[key].get("for") for key in used} == {owner}
            for data in element:
                if keys[data.get("key")].get("attr.type") == "int":
                    assert int(data.text) == 1


def test_edges_join_nodes_and_all_have_the_direction_that_the_graph_declares():
    root = parsed()

    ids = [node.get("id") for node in root.iter(named("node"))]
    assert ids == [node["id"] for node in NODES]
    assert [
        (edge.get("source"), edge.get("target"), edge.get("directed"))
        for edge in root.iter(named("edge"))
    ] == [(*ids, None), (*ids, None)]


def test_a_text_is_as_it_is_but_for_what_xml_cannot_hold():
    label, *_ = [
        data.text for data in parsed().iter(named("data")) if data.get("key") == "node-label"
    ]

    assert label == "Garment & <Textile> ក្រសួង"


def test_what_is_not_stated_has_no_entry():
    node = next(parsed().iter(named("node")))

    assert [data.get("key") for data in node] == [
        "node-type",
        "node-label",
        "node-constituent",
        "node-url",
    ]


def test_json_holds_the_same():
    found = orjson.loads(b"".join(write_json(NODES, EDGES, title="A register")))

    assert list(found) == ["title", "nodes", "edges"]
    assert found["nodes"][1] == {**NODES[1], "constituent": None}
    assert found["edges"] == EDGES


def test_an_empty_register_is_a_file_too():
    assert orjson.loads(b"".join(write_json([], [], title=""))) == {
        "title": "",
        "nodes": [],
        "edges": [],
    }
    root = etree.fromstring(b"".join(write_graphml([], [], title="")))
    assert list(root.find(named("graph"))) == []
