from urllib.parse import unquote_plus

from cooperation.vocabulary.tracking import TRACKING_BEGINNINGS, TRACKING_NAMES


def without_tracking(query: str) -> str:
    """Return a query string as it was given, but for the parameters that follow its reader."""
    pieces = query.split("&")
    left = [piece for piece in pieces if not is_tracking(unquote_plus(piece.partition("=")[0]))]
    return query if len(left) == len(pieces) else "&".join(left)


def is_tracking(name: str) -> bool:
    name = name.strip().lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_BEGINNINGS)
