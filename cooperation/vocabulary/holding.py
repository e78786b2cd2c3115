from enum import StrEnum


class Basis(StrEnum):
    """How the register knows that someone held a post."""

    STATED = "stated"
    SEEN = "seen"
    BETWEEN = "between sightings"
