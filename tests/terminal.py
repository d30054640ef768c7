"""A command on a terminal of its own, for the tests of interviews: what it shows, and what a person types."""

import os
import pty
import select
import subprocess
import sys
import time


class Terminal:
    """The command on a terminal of 80 columns."""

    def __init__(self, folder, driver, *words):
        self.mine, theirs = pty.openpty()
        self.out = (folder / "stdout").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-c", driver, *map(str, words)],
            cwd=folder, stdin=theirs, stderr=theirs, stdout=self.out, start_new_session=True,
            env={**os.environ, "COLUMNS": "80", "TERM": "dumb"},
        )  # fmt: skip
        os.close(theirs)
        self.seen = self.rest = ""

    def until(self, text, seconds=90):
        """Read until this is on the screen; what was read since the last time."""
        ends = time.monotonic() + seconds
        while text not in self.rest:
            assert time.monotonic() < ends, f"never saw {text!r} in:\n{self.seen[-2000:]}"
            if not select.select([self.mine], [], [], 0.2)[0]:
                continue
            try:
                read = os.read(self.mine, 65536).decode(errors="replace").replace("\r\n", "\n")
            except OSError:  # the other end is closed
                read = ""
            assert read, f"ended before {text!r}:\n{self.seen[-2000:]}"
            self.seen += read
            self.rest += read
        found, _, self.rest = self.rest.partition(text)
        return found + text

    def type(self, text):
        os.write(self.mine, f"{text}\n".encode())

    def end(self):
        return self.process.wait(60)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)
        self.out.close()
        os.close(self.mine)
