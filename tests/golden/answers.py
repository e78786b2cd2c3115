"""Answers that are kept, and compared with those of another day."""

import gzip
import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.test import Client

from tests.guards.answers import readable

AROUND = 80

# Status, content type, text.
Answer = tuple[int, str, str]


def ask(address: str) -> Answer:
    """Return what an address answers; of a workbook its sheets, of a form all but its token."""
    response = Client().get(address)
    return response.status_code, response.get("Content-Type", ""), readable(response)


def write_answers(path: Path, addresses: Iterable[str]) -> int:
    """Keep what the addresses answer, one a line; return how many there were."""
    asked: set[str] = set()
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for address in addresses:
            if address not in asked:
                asked.add(address)
                lines.write(json.dumps([address, *ask(address)], ensure_ascii=False) + "\n")
    return len(asked)


def read_answers(path: Path) -> Iterator[tuple[str, Answer]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            address, *answer = json.loads(line)
            yield address, tuple(answer)


def changed_answers(path: Path) -> dict[str, str]:
    """Ask every kept address again; return where each that answers otherwise begins to differ."""
    told = ((address, difference(before, ask(address))) for address, before in read_answers(path))
    return {address: words for address, words in told if words}


def difference(before: Answer, now: Answer) -> str:
    """Return where two answers begin to differ, "" if they are equal; JSON is compared parsed."""
    if before[:2] != now[:2]:
        return f"{before[0]} {before[1]} | {now[0]} {now[1]}"
    if "json" in before[1] and before[2] and now[2]:
        return json_difference(*(_parsed(text) for text in (before[2], now[2])))
    return text_difference(before[2], now[2])


def json_difference(before: Any, now: Any, path: str = "") -> str:
    """Return the path of the first value that differs, with both values; "" if none does."""
    match before, now:
        case dict(), dict() if before.keys() == now.keys():
            pairs = [(f"{path}.{key}", before[key], now[key]) for key in before]
        case list(), list() if len(before) == len(now):
            pairs = [
                (f"{path}[{n}]", *both) for n, both in enumerate(zip(before, now, strict=True))
            ]
        case _:
            return "" if before == now else f"{path}: {_short(before)} | {_short(now)}"
    found = (json_difference(one, other, at) for at, one, other in pairs)
    return next(filter(None, found), "")


def text_difference(before: str, now: str) -> str:
    if before == now:
        return ""
    pairs = zip(before, now, strict=False)
    same = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)))
    start = max(same - AROUND, 0)
    return f"{before[start : same + AROUND]!r} | {now[start : same + AROUND]!r}"


def _parsed(text: str) -> Any:
    """Return a document's value, or the values of its lines."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line]


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[: 2 * AROUND]
