"""Settings from one documented place: flag before environment before file before default.

The file is TOML: `$DRAAISCHIJF_CONFIG` where that is set, otherwise `config.toml` in the user's configuration folder.
Environment variables carry the name of the setting in capitals after `DRAAISCHIJF_`. `docs/reference/settings.md` lists
them; `draaischijf config show` prints the values in force and where each comes from.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

import platformdirs

from draaischijf.problems import Problem

PREFIX: Final = "DRAAISCHIJF_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation can choose.

    Args:
        data: Folder for installed releases of the language.
        release: Name of the installed release to use; empty for the newest installed, or the shipped pack.
        passports: File with the passports; empty for `passports.db` in the data folder.
        passport_key: File with the key of that store; empty for one beside it.
        passport_erasures: List of what was forgotten, kept apart from backups; empty for one beside the store.
        passport_defaults: File that replaces the default numbers of currency and proof; empty for the shipped ones.
        workers: Number of threads for work in bulk, at least 1.
        max_file_mb: Largest file that is read, in MiB.
        log_level: `debug`, `info`, `warning` or `error`.
        log_format: `text` or `json`.
    """

    data: Path = Path(platformdirs.user_data_dir("draaischijf"))
    release: str = ""
    passports: str = ""
    passport_key: str = ""
    passport_erasures: str = ""
    passport_defaults: str = ""
    workers: int = 1
    max_file_mb: int = 20
    log_level: str = "warning"
    log_format: str = "text"


CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "log_level": ("debug", "info", "warning", "error"),
    "log_format": ("text", "json"),
}


def config_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the settings file that would be read, whether it exists or not."""
    chosen = environment.get(PREFIX + "CONFIG")
    return Path(chosen) if chosen else Path(platformdirs.user_config_dir("draaischijf")) / "config.toml"


def load(environment: Mapping[str, str] = os.environ) -> tuple[Settings, dict[str, str]]:
    """Return the settings in force and, per setting, where it comes from.

    Raises:
        Problem: The file is not TOML, names an unknown setting, or a value does not fit.
    """
    file = config_file(environment)
    settings, origin = Settings(), {field.name: "default" for field in fields(Settings)}
    for name, value in _read_file(file).items():
        settings = _with(settings, name, value, str(file))
        origin[name] = str(file)
    for name in origin:
        variable = PREFIX + name.upper()
        if variable in environment:
            settings = _with(settings, name, environment[variable], variable)
            origin[name] = variable
    return settings, origin


def _read_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Problem(
            "settings-unreadable",
            f"the settings file cannot be read: {error}",
            file=str(file),
            hint="Mend or remove it.",
        ) from error


def _with(settings: Settings, name: str, value: Any, source: str) -> Settings:
    kinds = {field.name: type(getattr(settings, field.name)) for field in fields(Settings)}
    if name not in kinds:
        raise Problem(
            "settings-unknown",
            f"there is no setting {name!r}.",
            file=source,
            hint=f"Known are {', '.join(kinds)}.",
        )
    try:
        fitted = Path(value) if isinstance(getattr(settings, name), Path) else kinds[name](value)
    except (TypeError, ValueError) as error:
        raise _misfit(name, value, source) from error
    if (name in CHOICES and fitted not in CHOICES[name]) or (isinstance(fitted, int) and fitted < 1):
        raise _misfit(name, value, source)
    changed: dict[str, Any] = {name: fitted}
    return replace(settings, **changed)


def _misfit(name: str, value: Any, source: str) -> Problem:
    wanted = " or ".join(CHOICES[name]) if name in CHOICES else "a whole number of 1 or more"
    return Problem(
        "settings-value", f"{name} cannot be {value!r}.", file=source, place=name, hint=f"It must be {wanted}."
    )
