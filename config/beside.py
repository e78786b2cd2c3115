"""Starts `manage.py tend` beside the server, then becomes the server; both end together."""

import os
import subprocess
import sys

from config import environment


def main() -> None:
    command = sys.argv[1:]
    if environment.read("TEND", environment.flag, "on"):
        # This process becomes the server under the number that it has now.
        tend = ["manage.py", "tend", "--with-server", str(os.getpid())]
        subprocess.Popen([sys.executable, *tend], stdin=subprocess.DEVNULL)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
