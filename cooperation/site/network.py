"""Who works with whom: around one record as a picture, over the register as a table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from cooperation.documents.loading import Loader
from cooperation.exchange.graphs import write_graphml, write_json
from cooperation.exchange.outgoing import name_line
from cooperation.exchange.scratch import on_disk
from cooperation.queries.graph import graph_edges, graph_nodes
from cooperation.queries.network import MOST_ORGANISATIONS, meeting_matrix, record_neighbourhood
from cooperation.rules import network_layout
from cooperation.rules.canvas import NARROW, WIDE
from cooperation.site.lists import REGISTER
from cooperation.site.pages import Context, render_page
from cooperation.web import streaming
from cooperation.web.conditional import conditional, state_of_request

MOST_DRAWN, LEAST_PROGRAMMES = 10, 3

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """`records` leads from the ids in the drawings to what they stand for.

    `rows` hold all that is drawn and more; `left_out` of them are not drawn.
    """

    drawings: list[network_layout.Network]
    records: dict[str, Row]
    rows: list[Row]
    left_out: int


@require_safe
@conditional
def network(request: HttpRequest) -> HttpResponse:
    return render_page(request, "network.html", draw_register_network(request))


@require_safe
@conditional
def graphml(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "graphml", "application/graphml+xml; charset=utf-8", write_graphml)


@require_safe
@conditional
def graph_json(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "json", "application/json", write_json)


def _file(
    request: HttpRequest, suffix: str, content_type: str, write: Callable[..., Iterator[bytes]]
) -> HttpResponseBase:
    headers = {
        "Content-Type": content_type,
        "Content-Disposition": f'attachment; filename="network.{suffix}"',
    }
    edges = graph_edges(state_of_request(request))
    written = on_disk(write(graph_nodes(), edges, title=f"{REGISTER}, {settings.SITE_URL}"))
    return streaming.stream_answer(request, streaming.by_turns(written), headers)


def draw_register_network(request: HttpRequest) -> Context:
    return {"matrix": meeting_matrix(state_of_request(request))}


def neighbourhood_drawing(request: HttpRequest, record: Row) -> Context:
    """Return the neighbourhood of a record from its detail; without drawings if it has none."""
    rows = record_neighbourhood(record, Loader(at=state_of_request(request).at))
    return {"network": _drawn([row for row in rows if row["organisations"]])}


def _drawn(rows: list[Row]) -> Neighbourhood:
    chosen = _chosen(rows)
    records: dict[str, Row] = {}
    left: dict[str, str] = {}
    right: dict[str, str] = {}
    joined: dict[network_layout.Pair, bool] = {}
    for item, row in _by_meetings(chosen):
        body = item["organisation"]
        if body["uid"] in left or len(left) < MOST_ORGANISATIONS:
            left[body["uid"]] = body["name"]
            right[row["record"]["uid"]] = name_line(row["record"])
            records |= {body["uid"]: body, row["record"]["uid"]: row["record"]}
            joined[body["uid"], row["record"]["uid"]] = row["is_centre"] or item["is_own"]
    drawings = [
        network_layout.lay_out_network(left, right, joined, canvas=canvas)
        for canvas in (NARROW, WIDE)
        if joined
    ]
    return Neighbourhood(drawings, records, rows, len(rows) - len(right))


def _chosen(rows: list[Row]) -> list[Row]:
    """Return the rows that are drawn: the first, with some programmes among them if there are."""
    programmes = [row for row in rows if row["record"]["type"] == "programme"]
    others = [row for row in rows if row["record"]["type"] != "programme"]
    kept = min(len(programmes), max(LEAST_PROGRAMMES, MOST_DRAWN - len(others)))
    chosen = [*others[: MOST_DRAWN - kept], *programmes[:kept]]
    return [row for row in rows if row in chosen]


def _by_meetings(rows: list[Row]) -> list[tuple[Row, Row]]:
    """Return each organisation with each row that it is in, those in most rows first."""
    pairs = [(item, row) for row in rows for item in row["organisations"]]
    met: dict[str, int] = {}
    for item, _row in pairs:
        uid = item["organisation"]["uid"]
        met[uid] = met.get(uid, 0) + 1
    return sorted(pairs, key=lambda pair: -met[pair[0]["organisation"]["uid"]])
