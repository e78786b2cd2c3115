"""The register's pages as others cite them."""

import datetime as dt
import json
from dataclasses import replace

from cooperation.exchange import citing
from cooperation.exchange.citing import Cited

CITED = Cited(
    key="register-event-1f2e3d4c",
    title="Pay & jobs: 50% {more}_now",
    author="A Register",
    address="https://register.example/events/pay/",
    version=3,
    changed_on=dt.date(2026, 11, 5),
    accessed_on=dt.date(2026, 11, 25),
    language="en",
)


def test_bibtex_takes_nothing_for_a_command():
    assert citing.write_bibtex(CITED).decode().splitlines() == [
        "@misc{register-event-1f2e3d4c,",
        "  author = {{A Register}},",
        r"  title = {{Pay \& jobs: 50\% \{more\}\_now}},",
        "  year = {2026},",
        "  month = {11},",
        "  version = {3},",
        "  date = {2026-11-05},",
        "  url = {https://register.example/events/pay/},",
        "  urldate = {2026-11-25},",
        "  note = {Version 3, last changed 2026-11-05. Accessed 2026-11-25},",
        "  language = {english}",
        "}",
    ]


def test_a_backslash_is_escaped_once():
    assert (
        r"title = {{a\textbackslash{}b}}"
        in citing.write_bibtex(replace(CITED, title="a\\b")).decode()
    )


def test_csl_json_has_the_days_as_numbers():
    (item,) = json.loads(citing.csl_json(CITED))
    assert item == {
        "id": "register-event-1f2e3d4c",
        "type": "webpage",
        "title": CITED.title,
        "author": [{"literal": "A Register"}],
        "container-title": "A Register",
        "version": "3",
        "issued": {"date-parts": [[2026, 11, 5]]},
        "accessed": {"date-parts": [[2026, 11, 25]]},
        "URL": CITED.address,
        "language": "en",
    }


def test_words_name_the_days_in_the_readers_language():
    pattern = "%(title)s, %(version)s, %(changed)s, %(accessed)s"
    told = citing.in_words(replace(CITED, title="Pay"), pattern)
    assert told == "Pay, 3, 5 November 2026, 25 November 2026"
