from dataclasses import dataclass

from cooperation.rules.memory import memory_of


@dataclass(frozen=True, slots=True)
class Slotted:
    name: str


class Plain:
    def __init__(self, name: str) -> None:
        self.name = name


def test_what_a_value_holds_counts_with_it():
    long = "x" * 10_000
    held = [[long], (long + "a",), {long + "b"}, {1: long + "c"}, {long + "d": 1}]
    held += [Slotted(long + "e"), Plain(long + "f"), [[[long + "g"]]]]
    assert [memory_of(value) // 10_000 for value in held] == [1] * len(held)


def test_one_thing_counts_once_however_often_it_is_held():
    long = "x" * 10_000
    assert memory_of([long] * 100) < 2 * memory_of(long)
    circle: list = [long]
    circle.append(circle)
    assert memory_of(circle) < 2 * memory_of(long)
