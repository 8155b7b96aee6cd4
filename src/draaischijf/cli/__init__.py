"""The command line: one file per verb.

Exit codes: 0 good; 1 it ran but some items failed or the verdict is negative; 2 bad usage or input, with one line that
names the place and the way out. Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import sys
from uuid import uuid4

from draaischijf.cli.app import app
from draaischijf.logs import request_id
from draaischijf.problems import Problem

__all__ = ["app", "main"]

SEVERAL = ("--person", "--vacancy")


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: As typed, without the name of the program.
    """
    request_id.set(uuid4().hex)
    try:
        result = app(args=spread(arguments), prog_name="draaischijf", standalone_mode=False)
    except Problem as problem:
        print(f"draaischijf: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("draaischijf: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader went away (`| head`): nothing is wrong, and nothing more can be written.
        sys.stdout = None
        return 0
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        print(f"draaischijf: {_one_line(error)}", file=sys.stderr)
        return 2
    return int(result or 0)


def spread(arguments: list[str]) -> list[str]:
    """Let `--person` and `--vacancy` take several files, as a shell's `*` gives them.

    Args:
        arguments: As typed; `--person a b` becomes `--person a --person b`.
    """
    spread_out: list[str] = []
    current = ""
    for argument in arguments:
        if argument.startswith("-"):
            current = argument if argument in SEVERAL else ""
        elif current and spread_out[-1] != current:
            spread_out.append(current)
        spread_out.append(argument)
    return spread_out


def _one_line(error: Exception) -> str:
    message = " ".join(str(error.format_message()).split())  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "draaischijf"
    return f"{message or 'nothing to do.'} Try `{where} --help`."
