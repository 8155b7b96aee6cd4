"""The store on Django's ORM keeps the contract of every store of passports."""

from __future__ import annotations

import pytest

from draaischijf.passport import FileKeeper
from draaischijf.passport.erasures import ErasureList
from draaischijf.site.passports.models import Frame, Link, Record
from draaischijf.site.passports.store import OrmPassports
from tests.passport.store_contract import NOON, StoreContract, claiming, opening


@pytest.mark.django_db(transaction=True)
class TestOrmPassports(StoreContract):
    @pytest.fixture
    def opened(self, tmp_path, transactional_db):
        keeper, erased = FileKeeper(tmp_path / "key"), ErasureList(tmp_path / "erased")
        return lambda: OrmPassports(keeper, erased)

    def raw(self, store):
        rows = [*Record.objects.values_list("key"), *Frame.objects.values_list("sealed")]
        return b"".join(bytes(value) for row in rows for value in row)

    def test_a_backup_that_is_put_back_forgets_again(self, opened):
        store = opened()
        id = store.create([opening()])
        store.append(id, 1, claiming(1))
        saved = list(Record.objects.all()), list(Frame.objects.all())
        store.forget(id, NOON)
        for rows in saved:
            type(rows[0]).objects.bulk_create(rows)
        assert store.reapply() == 1
        assert store.ids() == []
        assert not Frame.objects.exists()
        assert store.reapply() == 0

    @pytest.mark.parametrize("harm", ["frame", "link", "last link", "missing frame", "other key"])
    def test_what_was_tampered_with_is_found(self, opened, harm):
        store = opened()
        id = store.create([opening()])
        store.append(id, 1, claiming(1))
        other = store.create([opening()])
        if harm == "frame":
            Frame.objects.filter(first=2).update(sealed=b"DSframe1" + bytes(60))
        elif harm == "link":
            Link.objects.order_by("id").filter(first=2).update(commitment=bytes(32))
        elif harm == "last link":
            Link.objects.order_by("id").last().delete()
        elif harm == "missing frame":
            Frame.objects.filter(first=2).delete()
        else:
            Record.objects.filter(passport=id).update(key=Record.objects.get(passport=other).key)
        assert store.verify()
