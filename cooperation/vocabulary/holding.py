from enum import StrEnum


class Basis(StrEnum):
    """How the register knows that someone held a post."""

    STATED = "stated"
    SEEN = "seen"
    BETWEEN = "between sightings"


class Answer(StrEnum):
    """What the sources tell of someone and a post on a day."""

    HELD = "held"
    NOT_HELD = "not held"
    UNKNOWN = "no source says"
