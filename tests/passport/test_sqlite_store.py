"""The store on SQLite keeps the contract."""

from __future__ import annotations

import pytest

from draaischijf.passport.keys import FileKeeper
from draaischijf.passport.sqlite_store import SqlitePassports
from tests.passport.store_contract import StoreContract


class TestSqlitePassports(StoreContract):
    @pytest.fixture
    def opened(self, tmp_path):
        return lambda: SqlitePassports(tmp_path / "passports.db", FileKeeper(tmp_path / "passports.key"))

    def raw(self, store):
        return b"".join(file.read_bytes() for file in store.files())
