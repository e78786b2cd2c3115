import json
import logging

from cooperation.web.logs import JsonFormatter, current_request_id


def line(record: logging.LogRecord) -> dict[str, object]:
    return json.loads(JsonFormatter().format(record))


def record(**extra: object) -> logging.LogRecord:
    made = logging.LogRecord("cooperation.web", logging.INFO, "f.py", 1, "Read %s", ("it",), None)
    made.created = 0.0
    made.__dict__.update(extra)
    return made


def test_a_line_says_what_and_when():
    assert line(record()) == {
        "at": "1970-01-01T00:00:00.000+00:00",
        "level": "info",
        "logger": "cooperation.web",
        "message": "Read it",
    }


def test_named_fields_are_written_and_others_are_not():
    found = line(record(path="/events/", status=200, body="secret"))

    assert (found["path"], found["status"]) == ("/events/", 200)
    assert "body" not in found


def test_a_line_names_the_request_it_belongs_to():
    token = current_request_id.set("abc")
    try:
        assert line(record())["request_id"] == "abc"
    finally:
        current_request_id.reset(token)
