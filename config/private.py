"""What lies in the data folder is its owner's alone."""

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
NAMED = 3


class NotOurs(Exception):
    """Something is open to others and cannot be closed; the message says what to do."""


def close(paths: Iterable[Path]) -> list[str]:
    """Take from others what they may do with each; return which were open, with their modes.

    Raises NotOurs where that cannot be done.
    """
    closed = []
    for path in paths:
        mode = 0
        try:
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & OTHERS:
                path.chmod(mode & ~OTHERS)
                if stat.S_IMODE(path.stat().st_mode) & OTHERS:
                    raise NotOurs(_refused(path, mode, "its file system keeps no modes"))
                closed.append(f"{path} ({mode:04o})")
        except FileNotFoundError:
            # A journal of a database comes and goes.
            continue
        except OSError as error:
            raise NotOurs(_refused(path, mode, error.strerror or "refused")) from None
    return closed


def tell(variable: str, closed: list[str]) -> None:
    """Say on stderr, in one line, what was open of that which a variable names."""
    if closed:
        more = f" and {len(closed) - NAMED} more" if len(closed) > NAMED else ""
        named = f"{', '.join(closed[:NAMED])}{more}"
        print(f"{variable}: closed to others, who could enter: {named}.", file=sys.stderr)


def _refused(path: Path, mode: int, reason: str) -> str:
    user = os.geteuid()
    return (
        f"{path} is open to others (mode {mode:04o}) and cannot be closed: {reason}. Let its owner "
        f"close it (chmod go= {path}) or give it to the user who runs the register (id {user})."
    )
