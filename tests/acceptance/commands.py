"""Commands of nolle, each in a process of its own that can be stopped at any moment or put on short rations.

Run as a program it loads nolle once, and then runs each command it is given in a fork of itself: a run costs no start.
A moment is the nth thing that a command does to a disk or a database, so it is the same in every run; the process
sends itself the signal.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ended:
    """How a command ended: the signal that killed it or 0, its exit code, its moments, what it said."""

    signal: int
    code: int
    moments: int
    said: str


class Runner:
    """The process that has nolle and a workspace loaded. `within` is the folder whose files count as moments."""

    def __init__(self, within: Path, workspace: Path) -> None:
        words = [sys.executable, str(Path(__file__)), str(within), str(workspace)]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(
        self, cwd: Path, words: Sequence[object], tmp: str = "tmp", most: int = 0,
        at: int = 0, send: int = 0, slowly: float = 0.0,
    ) -> Ended:  # fmt: skip
        """Run a command with temporary files in the folder `tmp` of `cwd`, and no file larger than `most` bytes.

        At the moment `at` it gets the signal `send`, or begins long queries, and gets it `slowly`
        seconds after.
        """
        asked = {"cwd": str(cwd), "words": [*map(str, words)], "tmp": tmp, "most": most}
        asked |= {"at": at, "send": send, "slowly": slowly}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return Ended(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        self._process.communicate(timeout=60)


# ---------------------------------------------------------------- inside the program

MUCH = "create temp table much{0} as select hash(range) as a, hash(range + {0}) as b from range(2000000)"
FILES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")


class Moments:
    """Counts what a run does, and sends it a signal at one moment."""

    def __init__(self, within: str, at: int, send: int, slowly: float) -> None:
        self.within, self.at, self.send, self.slowly = within, at, send, slowly
        self.n = 0
        self.engine: Any = None

    def pass_(self) -> None:
        self.n += 1
        if self.n == self.at:
            self._in_a_query() if self.slowly else os.kill(os.getpid(), self.send)

    def _in_a_query(self) -> None:
        """The signal in the middle of a query; all of them would take minutes, and fill no memory but the disk."""
        import threading

        assert self.engine is not None, "a moment before there is a database"
        timer = threading.Timer(self.slowly, os.kill, (os.getpid(), self.send))
        timer.daemon = True
        timer.start()
        for n in range(100):  # one after another: the database heeds a signal when a piece of work is done
            self.engine.connection.execute(MUCH.format(n))

    def heard(self, event: str, given: tuple[object, ...]) -> None:
        """What Python tells of the files it opens, moves and removes, and of the calls that swap folders."""
        if event == "ctypes.dlsym" and given[-1] in ("renameat2", "renamex_np"):
            self.pass_()
        elif event in FILES and isinstance(given[0], str | bytes | os.PathLike):
            beside = event in ("os.remove", "os.rmdir") and given[-1] != -1  # inside of a folder that is removed
            if beside or os.fsdecode(given[0]).startswith(self.within):
                self.pass_()


def listen(moments: Moments) -> None:
    """Have every step of the database and every sync of a file be a moment too."""
    from nolle.compiler.query import Query
    from nolle.engine.duckdb import DuckDB

    def around(call):
        def called(*given, **more):
            moments.engine = given[0]
            moments.pass_()
            found = call(*given, **more)
            moments.pass_()
            return found

        return called

    step = around(DuckDB.run)
    DuckDB.run = lambda self, query: [step(self, Query((one,))) for one in query.steps]  # type: ignore[assignment, method-assign]
    for name in ("open", "take", "load", "fetch", "write", "attach"):
        setattr(DuckDB, name, around(getattr(DuckDB, name)))
    sync = os.fsync

    def synced(file):
        moments.pass_()
        sync(file)

    os.fsync = synced
    sys.addaudithook(moments.heard)


def child(asked: dict, within: str, answer: int, said: int) -> None:
    """Run one command, and answer how many moments it had."""
    from nolle.cli.main import run

    os.chdir(asked["cwd"])
    os.environ["TMPDIR"] = str(Path(asked["cwd"]) / asked["tmp"])
    if asked["most"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["most"], asked["most"]))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(said, 2)
    moments = Moments(within, asked["at"], asked["send"], asked["slowly"])
    sys.argv = ["nolle", *asked["words"]]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    listen(moments)
    code = 0
    try:
        run()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:  # noqa: BLE001 - as Python itself would end
        sys.excepthook(*sys.exc_info())
        code = 1
    os.write(answer, str(moments.n).encode())
    sys.stderr.flush()
    os._exit(code)


def answered(asked: dict, within: str) -> dict:
    """Run one command in a process of its own."""
    import tempfile

    read, write = os.pipe()
    with tempfile.TemporaryFile() as said:
        pid = os.fork()
        if not pid:
            child(asked, within, write, said.fileno())
        os.close(write)
        with open(read, "rb") as answer:
            moments = int(answer.read() or b"0")
        _, status = os.waitpid(pid, 0)
        said.seek(0)
        text = said.read().decode()
    killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return {"signal": killed, "code": -killed or os.WEXITSTATUS(status), "moments": moments, "said": text}


def main(within: str, workspace: str) -> None:
    import nolle.cli.terminal  # noqa: F401
    from nolle import verbs

    verbs.open_library(Path(workspace).resolve())
    for name in ("decide", "prepare", "Asked"):
        getattr(verbs, name)  # what they need is imported now
    for line in sys.stdin:
        print(json.dumps(answered(json.loads(line), within)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
