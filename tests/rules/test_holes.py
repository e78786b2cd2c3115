"""Documents are JSON with holes: whatever was laid together comes out again in each language."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooperation.rules import holes
from cooperation.rules.labels import Label

FILLINGS = {b"t12": '"កិច្ចប្រជុំ"'.encode(), b"r4207": b'{"slug":"ilo"}'}
TEXTS = st.text(alphabet=st.sampled_from('a"\\\0\1\2\3\nក'), max_size=6)
NESTED = [None, True, 0.5, [], {}, [[], [{}]], {"a": {"b": [1, None, {"c": "\0"}]}}]


def hole_of(value: object) -> str | None:
    return value.owner if isinstance(value, Label) else None


def read(document: bytes, language: int) -> object:
    return orjson.loads(holes.filled(document, holes.Fillings(language, FILLINGS)))


def test_texts_differ_by_language_and_labels_are_those_of_today():
    readings = [
        {"date": {"text": text, "edtf": "2024"}, "kind": Label(label, "t12"), "by": []}
        for text, label in (("May 2024", "Meeting"), ("ឧសភា ២០២៤", "Meeting"), ("mai", "Réunion"))
    ]
    document = holes.written(readings, hole_of)
    assert [read(document, language) for language in range(3)] == [
        {"date": {"text": text, "edtf": "2024"}, "kind": "កិច្ចប្រជុំ", "by": []}
        for text in ("May 2024", "ឧសភា ២០២៤", "mai")
    ]


def test_what_is_alike_in_all_languages_stands_once():
    assert holes.written([{"a": [1, None]}, {"a": [1, None]}], hole_of) == b'{"a":[1,null]}'


@pytest.mark.parametrize("value", NESTED)
def test_whatever_is_read_comes_out_again(value):
    assert read(holes.written([value, value], hole_of), 1) == value


@given(TEXTS, TEXTS)
def test_no_text_is_taken_for_a_hole(first, second):
    document = holes.written([first, second], hole_of)
    assert (read(document, 0), read(document, 1)) == (first, second)


@pytest.mark.parametrize("other", [{"a": 1, "b": 2}, {"b": 1}, [1], "text"])
def test_languages_that_show_other_fields_are_refused(other):
    with pytest.raises(ValueError, match="more than other texts"):
        holes.written([{"a": 1}, other], hole_of)


def test_a_hole_that_nothing_fills_is_an_error():
    with pytest.raises(KeyError):
        read(b"[\0r99\0]", 0)


def test_collections_are_packed_and_unpacked():
    collections = {"links": [b'{"a":1}', b"{}"], "items": []}
    assert holes.unpacked(holes.packed(collections)) == collections
    assert holes.unpacked(holes.packed({})) == {}


def test_the_records_of_a_document_are_told():
    assert list(holes.records_in(b"[\0r4207\0,\0t12\0,\0r108\0]")) == [b"r4207", b"r108"]
