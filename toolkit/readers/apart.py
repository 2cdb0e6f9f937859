"""Read risky formats in a process of their own: a hang or a crash costs one file.

The process is kept from file to file, because starting one costs more than reading most
files. It gets bytes and gives text as JSON; it never gets a path, so it cannot be led to another.
"""

import atexit
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import IO, Any

from toolkit.errors import ReadError
from toolkit.readers.base import RawDocument, ReadingReport, ReadOptions, Source
from toolkit.readers.decode import DAMAGE, Decoder, open_bytes, unreadable
from toolkit.readers.own import described
from toolkit.readers.parsed import Parsed

LENGTH = Struct(">Q")
# A larger file, or one that gives more text, is not taken.
MOST_BYTES = 500 << 20
# Seconds that one file may take: ten, and one more for every 100 kB.
PATIENCE, BYTES_PER_SECOND = 10.0, 100_000
# What the process may take of memory, where the system keeps such limits.
MOST_MEMORY = 1 << 30


class _BrokenError(Exception):
    """The process ended, or was ended, before it answered."""

    def __init__(self, why: str, late: bool = False) -> None:
        self.late = late
        super().__init__(why)


@dataclass(slots=True)
class Reading:
    """The process that reads, started when first needed and again after it broke."""

    _child: subprocess.Popen[bytes] | None = None
    _served: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, question: dict[str, Any], content: bytes) -> dict[str, Any]:
        """Have one file read.

        When a process breaks that had read others before, the file may not be to blame, and is
        tried once more in a new one; not so when it took too long.
        """
        patience = PATIENCE + len(content) / BYTES_PER_SECOND
        with self._lock:
            for _ in range(2):
                fresh = self._child is None or self._child.poll() is not None or not self._served
                try:
                    return self._answer(question, content, patience)
                except _BrokenError as broke:
                    if fresh or broke.late:
                        return {"refused": str(broke)}
                    reason = str(broke)
        return {"refused": reason}

    def _answer(self, question: dict[str, Any], content: bytes, patience: float) -> dict[str, Any]:
        child = self._running()
        # A process that is ended closes its pipes, and with them the wait for its answer.
        late = threading.Event()

        def end() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(patience, end)
        timer.daemon = True
        timer.start()
        try:
            send(child.stdin, json.dumps(question).encode())
            send(child.stdin, content)
            answer: dict[str, Any] = json.loads(receive(child.stdout, MOST_BYTES))
        except (OSError, EOFError, ValueError) as error:
            self.close()
            code = child.returncode
            why = f"takes longer than {patience:.0f} s" if late.is_set() else "breaks the reader"
            if not late.is_set() and code and code < 0:
                why += f" (signal {-code})"
            raise _BrokenError(why, late.is_set()) from error
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()
        self._served += 1
        if answer.get("spent"):
            spent = self._served > 1 and "refused" in answer
            self.close()
            if spent:
                raise _BrokenError(answer["refused"])
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            # -P: a file of the current folder is never imported in place of ours.
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "toolkit.readers.serve", str(MOST_MEMORY)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._child

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    try:
                        pipe.close()
                    except OSError:
                        continue
        self._child, self._served = None, 0


READING = Reading()
atexit.register(READING.close)


def send(pipe: IO[bytes] | None, content: bytes) -> None:
    """Write one message: its length, then its bytes."""
    assert pipe is not None
    pipe.write(LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes] | None, most: int) -> bytes:
    """Read one message; EOFError when the other side has gone."""
    assert pipe is not None
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    if length > most:
        msg = f"gives more than {most >> 20} MB"
        raise ValueError(msg)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def read_apart(
    parser: str, path: Source, options: ReadOptions, report: ReadingReport
) -> Iterator[RawDocument]:
    """Have a file read by the function `parse` of the module `parser`, in the other process.

    Raises
    ------
    ReadError
        With the reason, if the file cannot be read.
    """
    name = options.name(path)
    try:
        with open_bytes(path) as stream:
            content = stream.read(MOST_BYTES + 1)
    except DAMAGE as error:
        raise unreadable(name, error) from error
    if len(content) > MOST_BYTES:
        msg = f"{name}: has more than {MOST_BYTES >> 20} MB; split it first."
        raise ReadError(msg)
    question = {
        "parser": parser,
        "name": name,
        "options": {
            "encoding": options.encoding,
            "speakers": options.speakers,
            "chapters": options.chapters,
        },
    }
    answer = READING.ask(question, content)
    if "refused" in answer:
        msg = f"{name}: {answer['refused']}"
        raise ReadError(msg)
    for sentence in answer["notes"]:
        report.note(name, sentence)
    for source, reason in answer["skipped"]:
        report.skip(source, reason)
    clean = Decoder(name, None)
    for fields in answer["parsed"]:
        parsed = Parsed(**{key: _cleaned(value, clean) for key, value in fields.items()})
        yield described(parsed, name, options, report)
    clean.say(report)


def _cleaned(value: Any, clean: Decoder) -> Any:  # noqa: ANN401 - a text or a table of texts
    """Take NUL and half characters out of a piece of an answer."""
    if isinstance(value, dict):
        return {clean.clean(key): clean.clean(text) for key, text in value.items()}
    return clean.clean(value)
