"""The other side of `toolkit.readers.apart`: read what is sent, answer in JSON, until the end."""

import importlib
import json
import os
import signal
import sys
from dataclasses import asdict
from typing import Any

from toolkit.readers.apart import MOST_BYTES, receive, send
from toolkit.readers.base import ReadingReport, ReadOptions
from toolkit.readers.parsed import Parser, RefusedError

# Nesting that no honest document has ends in a RecursionError, which is a reason.
DEEPEST = 2000
# Seconds after which an idle process ends.
IDLE = 120


def main(memory: int) -> None:
    """Serve one file after another."""
    _limit(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process when interrupted
    sys.setrecursionlimit(DEEPEST)
    # What a library prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = sys.stdin.buffer
    while True:
        _alarm(IDLE)
        try:
            question = json.loads(receive(questions, MOST_BYTES))
            content = receive(questions, MOST_BYTES + 1)
        except EOFError:
            return
        _alarm(0)
        send(answers, json.dumps(answer(question, content)).encode())


def answer(question: dict[str, Any], content: bytes) -> dict[str, Any]:
    """Read one file; whatever goes wrong becomes the reason why it was refused."""
    report = ReadingReport()
    try:
        parse: Parser = importlib.import_module(question["parser"]).parse
        options = ReadOptions(**question["options"])
        parsed = [asdict(one) for one in parse(content, question["name"], options, report)]
    except RefusedError as error:
        return {"refused": str(error)}
    except ImportError as error:
        missing = (error.name or str(error)).partition(".")[0]
        extra = "pip install 'rhetoric-toolkit[files]'"
        return {"refused": f"reading this format needs {missing}; install it with {extra}."}
    except MemoryError:
        return {"refused": "needs more memory than one file may take; split it.", "spent": True}
    except RecursionError:
        return {"refused": "is nested deeper than any document should be; check the file."}
    except Exception as error:  # a parser may raise anything; it costs one file
        why = " ".join(f"{type(error).__name__} {error}".split())[:200]
        return {"refused": f"is damaged or not what its name says ({why}); check the file."}
    return {"parsed": parsed, "notes": report.sentences, "skipped": report.skipped}


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit(memory: int) -> None:
    """Bound the memory of this process, where the system can."""
    try:
        import resource
    except ImportError:
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return


if __name__ == "__main__":
    main(int(sys.argv[1]))
