"""What readers find with a question, and how it is shown."""

import datetime as dt

from cooperation.documents.loading import Loader
from cooperation.queries import generation, search
from cooperation.rules.search_text import parse_question
from tests.factories import AT


def find(question: str, at: dt.datetime = AT) -> search.Found:
    return search.find_records(parse_question(question), generation.present_state(at))


def found(question: str, at: dt.datetime = AT) -> list[str]:
    """Return the names of what was found, in order."""
    rows = shown(question, at)
    return [text(row["title"]).replace("[", "").replace("]", "") for row in rows]


def shown(question: str, at: dt.datetime = AT) -> list[dict]:
    answer = find(question, at)
    return search.read_results(answer.ids, answer, Loader(at=at))


def text(stretches) -> str:
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in stretches)
