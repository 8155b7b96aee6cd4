"""Settings: flag before environment before file before default, and clear words for what does not fit."""

from __future__ import annotations

import json
import logging

import pytest

from draaischijf.logs import JsonLines, request_id
from draaischijf.problems import Problem
from draaischijf.settings import Settings, load


def test_the_environment_comes_before_the_file_and_the_file_before_the_default(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('workers = 3\nrelease = "one"\n')
    settings, origin = load({"DRAAISCHIJF_CONFIG": str(file), "DRAAISCHIJF_WORKERS": "4"})
    assert (settings.workers, settings.release, settings.log_level) == (4, "one", Settings().log_level)
    assert (origin["workers"], origin["release"], origin["log_level"]) == ("DRAAISCHIJF_WORKERS", str(file), "default")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("workers = ", "settings-unreadable"),
        ("wrkers = 2", "settings-unknown"),
        ('workers = "many"', "settings-value"),
        ("workers = 0", "settings-value"),
        ('log_level = "loud"', "settings-value"),
    ],
)
def test_what_does_not_fit_is_one_clear_line(text, code, tmp_path):
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(Problem) as caught:
        load({"DRAAISCHIJF_CONFIG": str(file)})
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_without_file_and_environment_the_defaults_hold(tmp_path):
    settings, origin = load({"DRAAISCHIJF_CONFIG": str(tmp_path / "none.toml")})
    assert settings == Settings()
    assert set(origin.values()) == {"default"}


def test_a_log_line_is_json_and_an_error_does_not_quote_a_document():
    token = request_id.set("r-1")
    try:
        try:
            raise ValueError("Jan Jansen, 0612345678")
        except ValueError:
            import sys

            record = logging.LogRecord("draaischijf.x", logging.ERROR, "", 0, "could not read", (), sys.exc_info())
        record.data = {"files": 3}
        line = JsonLines().format(record)
    finally:
        request_id.reset(token)
    entry = json.loads(line)
    assert entry["data"] == {"files": 3}
    assert entry["request"] == "r-1"
    assert entry["error"] == "ValueError"
    assert "Jansen" not in line
