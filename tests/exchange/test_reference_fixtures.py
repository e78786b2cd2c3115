import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "reference"
FILES = sorted(FOLDER.glob("*.json"))

TEXTS = {"description_en", "description_km"}
FIELDS = {
    "cooperation.scheme": {"code", "name_en", "name_km", "iati_vocabulary", "position"} | TEXTS,
    "cooperation.term": {"scheme", "code", "label_en", "label_km", "parent", "position"}
    | {"valid_from", "valid_to"}
    | TEXTS,
    "cooperation.place": {"code", "kind", "name_en", "name_km", "parent"},
    "cooperation.othername": {"place", "name", "language", "kind"},
}
KHMER_LETTER = re.compile("[\u1780-\u17b3]")
# Zero-width spaces and joiners: no reader sees them, and they part words that are the same.
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")


def objects(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))


def fields_of(model: str) -> list[dict[str, Any]]:
    return [o["fields"] for path in FILES for o in objects(path) if o["model"] == model]


def terms(scheme: str) -> list[dict[str, Any]]:
    return [term for term in fields_of("cooperation.term") if term["scheme"] == [scheme]]


def places(kind: str) -> list[dict[str, Any]]:
    return [place for place in fields_of("cooperation.place") if place["kind"] == kind]


def term_keys() -> list[tuple[str, str]]:
    return [(*term["scheme"], term["code"]) for term in fields_of("cooperation.term")]


def repeated(keys: list[Any]) -> list[Any]:
    return [key for key, times in Counter(keys).items() if times > 1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_one_entry_a_line(path):
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in objects(path))

    assert path.read_text(encoding="utf-8") == f"[\n{lines}\n]\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_entry_has_known_fields_and_no_empty_ones(path):
    wrong = [
        entry
        for entry in objects(path)
        if set(entry) != {"model", "fields"}
        or set(entry["fields"]) - FIELDS[entry["model"]]
        or any(value in ("", None, []) for value in entry["fields"].values())
    ]

    assert wrong == []


def test_natural_keys_are_unique():
    other_names = [(*row["place"], row["name"]) for row in fields_of("cooperation.othername")]

    assert repeated([scheme["code"] for scheme in fields_of("cooperation.scheme")]) == []
    assert repeated(term_keys()) == []
    assert repeated([place["code"] for place in fields_of("cooperation.place")]) == []
    assert repeated(other_names) == []


def test_every_scheme_has_terms_and_every_term_a_scheme():
    schemes = {scheme["code"] for scheme in fields_of("cooperation.scheme")}

    assert {scheme for scheme, _ in term_keys()} == schemes


def test_parents_exist_and_come_first():
    seen: set[tuple[str, str]] = set()
    early = []
    for term in fields_of("cooperation.term"):
        if "parent" in term and tuple(term["parent"]) not in seen:
            early.append(term["code"])
        seen.add((*term["scheme"], term["code"]))

    assert early == []


def test_places_lie_in_countries():
    countries = {place["code"] for place in places("country")}
    codes = {place["code"] for place in fields_of("cooperation.place")}

    assert [c["code"] for c in places("country") if "parent" in c] == []
    assert {p["parent"][0] for p in [*places("province"), *places("city")]} <= countries
    assert {row["place"][0] for row in fields_of("cooperation.othername")} <= codes


def test_goals_and_targets_are_complete():
    assert [goal["code"] for goal in terms("sdg-goal")] == [str(n) for n in range(1, 18)]
    assert len(terms("sdg-target")) == 169
    assert [t["code"] for t in terms("sdg-target") if t["parent"] != goal_of(t["code"])] == []
    assert [t["code"] for t in terms("sdg-target") if len(t["label_en"].split()) > 12] == []


def goal_of(target: str) -> list[str]:
    return ["sdg-goal", target.partition(".")[0]]


def test_provinces_are_those_of_iso_3166_2():
    assert [p["code"] for p in places("province")] == [f"KH-{n}" for n in range(1, 26)]
    assert {tuple(p["parent"]) for p in places("province")} == {("KH",)}


def test_sectors_of_five_digits_stand_under_their_category():
    sectors = [term for term in terms("dac-sector") if len(term["code"]) == 5]
    categories = [term for term in terms("dac-sector") if len(term["code"]) == 3]
    used = {"16020", "16070", "16080", "16010", "11330", "11240", "43010"}

    assert len(sectors) + len(categories) == len(terms("dac-sector"))
    assert [s["code"] for s in sectors if s["parent"] != ["dac-sector", s["code"][:3]]] == []
    assert [c["code"] for c in categories if "parent" in c] == []
    assert used <= {sector["code"] for sector in sectors}


def test_the_roles_of_iati_come_first():
    codes = [role["code"] for role in terms("programme-role")]

    assert codes[:4] == ["funding", "accountable", "extending", "implementing"]


def test_positions_count_from_one_in_each_scheme():
    schemes = {scheme["code"]: terms(scheme["code"]) for scheme in fields_of("cooperation.scheme")}
    wrong = [
        code
        for code, rows in schemes.items()
        if [row["position"] for row in rows] != list(range(1, len(rows) + 1))
    ]

    assert wrong == []


def test_validity_is_stated_in_days():
    stated = [
        term[field]
        for term in fields_of("cooperation.term")
        for field in ("valid_from", "valid_to")
        if field in term
    ]

    assert [date.fromisoformat(day).isoformat() for day in stated] == stated


def named(language: str) -> list[tuple[str, str, str]]:
    """Return list, code and name of every row that readers meet under a name of its own."""
    name, label = f"name_{language}", f"label_{language}"
    return [
        *(("scheme", row["code"], row.get(name, "")) for row in fields_of("cooperation.scheme")),
        *((row["kind"], row["code"], row.get(name, "")) for row in fields_of("cooperation.place")),
        *(
            (*row["scheme"], row["code"], row.get(label, ""))
            for row in fields_of("cooperation.term")
        ),
    ]


def test_every_row_has_its_english_and_its_khmer_name():
    assert [row for row in named("en") if not row[2]] == []
    assert [row for row in named("km") if not KHMER_LETTER.search(row[2])] == []


def test_khmer_names_are_written_in_one_way():
    wrong = [
        row
        for row in named("km")
        if row[2] != " ".join(unicodedata.normalize("NFC", row[2]).split())
        or INVISIBLE.search(row[2])
    ]

    assert wrong == []


def test_khmer_tells_apart_what_english_does():
    english = {(scheme, code): name.casefold() for scheme, code, name in named("en")}
    meanings: dict[tuple[str, str], set[str]] = {}
    for scheme, code, name in named("km"):
        meanings.setdefault((scheme, name), set()).add(english[scheme, code])

    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}
