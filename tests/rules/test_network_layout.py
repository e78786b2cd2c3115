import itertools
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.rules.canvas import NARROW, WIDE
from cooperation.rules.network_layout import count_crossings, lay_out_network, uncross_columns

LEFT = [f"o{number}" for number in range(12)]
RIGHT = [f"e{number}" for number in range(10)]
PAIRS = st.sets(st.tuples(st.sampled_from(LEFT), st.sampled_from(RIGHT)), max_size=40)
NAMES = {name: f"The organisation called {name} of the kingdom" for name in (*LEFT, *RIGHT)}


def counted_one_by_one(left, right, edges):
    rows = [(left.index(one), right.index(other)) for one, other in edges]
    return sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(rows) for c, d in rows[i + 1 :])


def test_lines_that_need_not_cross_do_not():
    edges = [("o0", "e2"), ("o1", "e1"), ("o2", "e0")]

    left, right = uncross_columns(["o0", "o1", "o2"], ["e0", "e1", "e2"], edges)

    assert count_crossings(left, right, edges) == 0


@settings(deadline=None)
@given(PAIRS)
def test_crossings_are_counted_right_and_never_grow(pairs):
    edges = sorted(pairs)
    left, right = uncross_columns(LEFT, RIGHT, edges)

    assert (sorted(left), sorted(right)) == (sorted(LEFT), sorted(RIGHT))
    assert count_crossings(left, right, edges) == counted_one_by_one(left, right, edges)
    assert count_crossings(left, right, edges) <= count_crossings(LEFT, RIGHT, edges)


@settings(deadline=None)
@given(PAIRS, st.sampled_from([NARROW, WIDE]), st.randoms())
def test_names_stand_inside_the_picture_and_do_not_overlap(pairs, canvas, shuffled: random.Random):
    edges = dict.fromkeys(pairs, False)
    names = {name: NAMES[name] for name in LEFT}, {name: NAMES[name] for name in RIGHT}

    drawn = lay_out_network(*names, edges, canvas=canvas)

    for nodes in (drawn.left, drawn.right):
        assert len(nodes) == len({node.id for node in nodes})
        for above, below in itertools.pairwise(nodes):
            assert above.lines[-1][1] < below.lines[0][1] - canvas.size * 0.9
        assert all(0 < y < drawn.height for node in nodes for _text, y in node.lines)
    for node in drawn.left:
        assert all(node.text_x - canvas.room(text) >= 0 for text, _y in node.lines)
    for node in drawn.right:
        assert all(node.text_x + canvas.room(text) <= canvas.width for text, _y in node.lines)
    again = list(edges.items())
    shuffled.shuffle(again)
    assert lay_out_network(*names, dict(again), canvas=canvas) == drawn


def test_a_line_joins_its_two_and_the_leading_ones_lie_above():
    edges = {("o0", "e0"): True, ("o1", "e0"): False}

    drawn = lay_out_network({"o0": "A", "o1": "B"}, {"e0": "C"}, edges, canvas=WIDE)

    where = {node.id: (node.x, node.y) for node in (*drawn.left, *drawn.right)}
    assert [(edge.left, edge.is_lead) for edge in drawn.edges] == [("o1", False), ("o0", True)]
    for edge in drawn.edges:
        assert (edge.start, edge.end) == (where[edge.left], where[edge.right])
        assert edge.start[0] < edge.middle < edge.end[0]
