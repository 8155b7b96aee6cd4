"""The site under load: 50 people who think a second, 100,000 passports, 20,000 vacancies; then a kill under load.

    python -m benchmarks.site                       everything; makes its data in a temporary folder
    python -m benchmarks.site --data FOLDER         keeps the data there for a next time
    python -m benchmarks.site --people 10000 --vacancies 2000 --seconds 20

Server, jobs and the load generator share the machine. All people, passports and vacancies are invented.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.site_load import Visitor, percentile, visit

LIMIT_MS = 400
ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Make the data where they are not there, put the site under load, kill it under load, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--vacancies", type=int, default=20_000)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    if asked.data is not None:
        run(asked, asked.data.resolve())
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(asked, Path(folder))


def run(asked: argparse.Namespace, folder: Path) -> None:
    """Run the benchmark in a folder."""
    environment = os.environ | {
        "DRAAISCHIJF_SITE_LOCAL": "1",
        "DRAAISCHIJF_SITE_DATA": str(folder),
        "DATABASE_URL": os.environ.get("BENCH_DATABASE_URL", ""),
        "DJANGO_SETTINGS_MODULE": "draaischijf.site.settings",
    }
    if not (folder / "visitors.json").exists():
        began = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.site_data", str(folder)]
        command += [str(asked.people), str(asked.vacancies), str(asked.visitors)]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
        print(f"data made in {time.perf_counter() - began:.0f} s")
    visitors = [Visitor(**one) for one in json.loads((folder / "visitors.json").read_text("utf-8"))]
    port = _free_port()
    server, began = _serve(environment, port), time.perf_counter()
    _wait(port, "/health")
    first = time.perf_counter() - began
    for visitor in (visitors[0], visitors[-1]):
        visit(port, [visitor], 1, think=0.1, seed=1)  # opens the indexes
    print(f"up in {first:.1f} s, indexes open after {time.perf_counter() - began:.1f} s; {os.cpu_count()} cores\n")
    seen = visit(port, visitors, asked.seconds, think=1.0, seed=2)
    _table(seen.times, asked)
    lost, confirmed, failed = _kill(environment, port, server, visitors)
    print(f"\nkill -9 under load: {confirmed} writes confirmed, {lost} lost; {failed} requests saw no answer")
    slow = [name for name, times in seen.times.items() if name != "write" and percentile(times, 95) > LIMIT_MS]
    verdict = "kept" if not slow else f"missed by {', '.join(slow)}"
    print(f"errors under load: {seen.errors}; p95 limit {LIMIT_MS} ms: {verdict}")
    sys.exit(1 if slow or lost or seen.errors else 0)


def _table(times: dict[str, list[float]], asked: argparse.Namespace) -> None:
    print(f"{asked.visitors} visitors, 1 s thinking, {asked.seconds} s; {asked.people:,} passports")
    print(f"{asked.vacancies:,} vacancies")
    print(f"{'page':24} {'requests':>8} {'p50 ms':>7} {'p95 ms':>7} {'p99 ms':>7} {'limit':>6}")
    for name, found in sorted(times.items()):
        limit = "" if name == "write" else f"{LIMIT_MS}"
        row = " ".join(f"{percentile(found, at):7.0f}" for at in (50, 95, 99))
        print(f"{name:24} {len(found):8} {row} {limit:>6}")


def _kill(
    environment: dict[str, str], port: int, server: subprocess.Popen[bytes], visitors: list[Visitor]
) -> tuple[int, int, int]:
    """Kill the server while people write; return writes lost, writes confirmed and requests without an answer."""
    at = 4 + random.Random(3).random() * 4
    seen = visit(
        port, visitors, 12, think=0.05, seed=4, writes=1.0, when=(at, lambda: server.send_signal(signal.SIGKILL))
    )
    server.wait()
    again = _serve(environment, port)
    _wait(port, "/health")
    again.send_signal(signal.SIGTERM)
    again.wait()
    command = [sys.executable, "-m", "benchmarks.site_data", "--written"]
    answer = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    kept = set(json.loads(answer.stdout))
    return len(set(seen.confirmed) - kept), len(seen.confirmed), seen.errors


def _serve(environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "draaischijf", "serve", "--port", str(port)]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def _wait(port: int, path: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site did not come up")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


if __name__ == "__main__":
    main()
