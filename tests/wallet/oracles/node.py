"""A script of node that is asked one question a line and gives one answer a line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@contextmanager
def asked(script: str) -> Iterator[Callable[..., Any]]:
    """Run a script while it is asked questions; an error in an answer fails the test with it."""
    with subprocess.Popen(
        ["node", script], cwd=HERE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        question, answers = process.stdin, process.stdout

        def ask(what: str, **options: Any) -> Any:
            question.write(json.dumps({"ask": what, **options}) + "\n")
            question.flush()
            answer = json.loads(answers.readline())
            assert "error" not in answer, answer
            return answer["good"]

        yield ask
        question.close()
        process.wait(timeout=20)
