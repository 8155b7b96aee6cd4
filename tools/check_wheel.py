"""Builds the wheel and proves it in a clean environment: what is inside, that it installs offline, that it works.

    python -m tools.check_wheel

Dependencies are collected first (from the package registry, or from a folder given with `--wheels`); the installation
itself runs without an index. Prints how long that took and how large it is, and writes a bill of materials.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST_WHEEL = 40 * 2**20
# What must never be needed at run time: tools of training and tests, and the site's framework.
FORBIDDEN = ("torch", "scipy", "django", "pytest")
SMOKE = f"""
import sys
import draaischijf.engines, draaischijf.language, draaischijf.matching, draaischijf.passport, draaischijf.reading
loaded = {{name.split(".")[0] for name in sys.modules}}
assert not loaded & set({FORBIDDEN!r}), sorted(loaded)
"""


def run(*command: str | Path, **environment: str) -> str:
    """Run a command and return what it printed; stop where it fails."""
    done = subprocess.run(
        [str(part) for part in command], check=False, text=True, capture_output=True, env={**os.environ, **environment}
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def check_contents(wheel: Path) -> None:
    """Stop where the wheel lacks its data or is too large."""
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = [
        "draaischijf/py.typed",
        "draaischijf/language/pack/manifest.json",
        "draaischijf/language/encoder/weights.npz",
        "draaischijf/cli/schemas/link.json",
        "draaischijf/passport/defaults.toml",
    ]
    missing = [name for name in needed if name not in names]
    if missing:
        sys.exit(f"{wheel.name} lacks {', '.join(missing)}")
    if wheel.stat().st_size > LARGEST_WHEEL:
        sys.exit(f"{wheel.name} is {wheel.stat().st_size:,} bytes; at most {LARGEST_WHEEL:,}")


def bill_of_materials(python: Path, out: Path) -> None:
    """Write name, version and licence of everything that was installed."""
    script = (
        "import json, importlib.metadata as m; "
        "print(json.dumps(sorted([{'name': d.metadata['Name'], 'version': d.version, "
        "'licence': d.metadata.get('License-Expression') or d.metadata.get('License') or ''} "
        "for d in m.distributions()], key=lambda one: one['name'].lower())))"
    )
    parts = json.loads(run(python, "-c", script))
    for part in parts:
        part["licence"] = part["licence"].strip().splitlines()[0] if part["licence"].strip() else ""
    out.write_text(json.dumps(parts, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Build, install, try."""
    parser = argparse.ArgumentParser(description="Build the wheel and try it in a clean environment.")
    parser.add_argument("--wheels", type=Path, help="folder with the wheels of all dependencies")
    arguments = parser.parse_args()
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", dist, ROOT)
    wheel = max(dist.glob("draaischijf-*.whl"), key=lambda file: file.stat().st_mtime)
    check_contents(wheel)
    with tempfile.TemporaryDirectory() as work:
        wheels = arguments.wheels or Path(work) / "wheels"
        if arguments.wheels is None:
            run(sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", wheels, wheel)
        place = Path(work) / "clean"
        venv.create(place, with_pip=True)
        python = place / "bin" / "python"
        before, start = size(place), time.perf_counter()
        run(python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", wheels, wheel)
        took = time.perf_counter() - start
        run(python, "-c", SMOKE)
        home = str(Path(work) / "home")
        answer = run(place / "bin" / "draaischijf", "link", "heftruck rijden", "--json", HOME=home, XDG_CACHE_HOME=home)
        assert json.loads(answer)["data"]["concepts"], answer
        bill_of_materials(python, dist / f"{wheel.stem}.materials.json")
        print(f"{wheel.name}: {wheel.stat().st_size / 2**20:.1f} MiB")
        print(f"installed without network in {took:.0f} s, {(size(place) - before) / 2**20:.0f} MiB with all it needs")


if __name__ == "__main__":
    main()
