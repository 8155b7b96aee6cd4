"""Where releases lie, which one is in use, and how one is installed without ever harming another."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from draaischijf.language.assemble import Predictor, assemble
from draaischijf.language.draft import Draft, draft_of
from draaischijf.language.esco_csv import looks_like_esco, read_esco
from draaischijf.language.language import Language
from draaischijf.language.skos import looks_like_skos, read_skos
from draaischijf.language.store import read_manifest
from draaischijf.problems import Problem

PACK: Final = Path(__file__).with_name("pack")
_IN_USE: Final = "in-use"


def releases_folder(data: Path) -> Path:
    """Return the folder under which installed releases lie, one folder each."""
    return data / "language"


def installed(data: Path) -> list[str]:
    """Return the names of the installed releases, the shipped pack first."""
    folder = releases_folder(data)
    own = sorted(one.parent.name for one in folder.glob("*/manifest.json")) if folder.is_dir() else []
    return [read_manifest(PACK)["release"], *own]


def open_language(data: Path | None = None, release: str = "") -> Language:
    """Return a release of the language, opened.

    Args:
        data: Folder of the installation; None for the one in the settings.
        release: Name of a release; empty for the one installed last, or the shipped pack.

    Raises:
        Problem: There is no release of that name, or it is broken.
    """
    if data is None:
        from draaischijf.settings import load

        settings, _ = load()
        data, release = settings.data, release or settings.release
    return _open(_folder_of(data, release))


@lru_cache(maxsize=4)
def _open(folder: Path) -> Language:
    return Language(folder)


def _folder_of(data: Path, release: str) -> Path:
    folder = releases_folder(data)
    if not release:
        try:
            release = (folder / _IN_USE).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return PACK
    if release == read_manifest(PACK)["release"]:
        return PACK
    if not re.fullmatch(r"[\w.+-]+", release) or not (folder / release / "manifest.json").is_file():
        raise Problem(
            "release-unknown",
            f"release {release!r} is not installed.",
            hint=f"Installed are {', '.join(installed(data))}; see `draaischijf language info`.",
        )
    return folder / release


def install(source: Path, data: Path, predict: Predictor | None = None) -> Language:
    """Install an official ESCO download or a SKOS file over the shipped pack, and put it in use.

    The new release is made in a folder of its own and takes its place only when it is whole, so that a broken file
    leaves what was there untouched.

    Args:
        source: Zip or folder of an ESCO download in CSV, or a SKOS file (CompetentNL).
        data: Folder of the installation.
        predict: Predicts the profiles of occupations that the official files leave without.

    Raises:
        Problem: The source is missing, broken, or of no known kind.
    """
    name, read = _kind_of(source)
    draft = draft_of(_open(PACK))
    version = re.sub(r"[^\w.-]+", "-", read(source, draft)).strip("-")
    release = "+".join(
        part for part in (f"{name}-{version}" if version else name, read_manifest(PACK)["release"]) if part
    )
    about = {
        "sources": [{"file": source.name, "kind": name, "version": version}],
        "base": read_manifest(PACK)["release"],
    }
    return publish(draft, release, about, data, predict)


def publish(draft: Draft, release: str, about: dict[str, Any], data: Path, predict: Predictor | None) -> Language:
    """Write a draft as an installed release and put it in use; what was there stays whole until the new one is.

    Args:
        draft: The draft.
        release: Name of the release.
        about: Facts for its manifest.
        data: Folder of the installation.
        predict: Predicts the profiles of occupations that have none.
    """
    folder = releases_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as work:
        made = Path(work) / release
        made.mkdir()
        assemble(draft, release, made, about, predict)
        Language(made)
        final = folder / release
        if final.exists():
            shutil.rmtree(final)
        made.rename(final)
    _open.cache_clear()
    use(release, data)
    return _open(final)


def use(release: str, data: Path) -> None:
    """Put an installed release, or the shipped pack, in use."""
    _folder_of(data, release)
    folder = releases_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    pointer = folder / (_IN_USE + ".new")
    pointer.write_text(release + "\n", encoding="utf-8")
    pointer.replace(folder / _IN_USE)


def _kind_of(source: Path) -> tuple[str, Callable[[Path, Draft], str]]:
    if not source.exists():
        raise Problem("source-missing", "there is no such file or folder.", file=str(source))
    if looks_like_skos(source):
        name = "competentnl" if "competentnl" in source.name.lower() else "skos"
        return name, read_skos
    try:
        if (source.is_dir() or source.suffix.lower() == ".zip") and looks_like_esco(source):
            return "esco", read_esco
    except (zipfile.BadZipFile, OSError) as error:
        raise Problem(
            "esco-zip", f"the zip cannot be read: {error}", file=source.name, hint="Download it again."
        ) from error
    raise Problem(
        "source-unknown",
        "this is neither an ESCO download (zip or folder of CSV files) nor a SKOS file (.ttl, .rdf, .jsonld, .nt).",
        file=str(source),
        hint="See docs/how-to/install-an-official-release.md.",
    )
