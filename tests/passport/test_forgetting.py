"""Forgetting: nothing readable remains, in the file, its log, its indexes or a backup that is put back."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from draaischijf.passport import open_store
from draaischijf.passport.forgetting import prove_forgotten
from draaischijf.passport.keys import FileKeeper
from draaischijf.passport.sealing import HEAD, KEY_MAGIC, MAGIC, Sealer
from draaischijf.problems import Problem
from tests.passport.store_contract import NOON, SECRET, claiming, opening


@pytest.fixture
def file(tmp_path):
    return tmp_path / "store" / "passports.db"


def filled(store, people=2):
    ids = [store.create([opening(f"{SECRET} {place}")]) for place in range(people)]
    for id in ids:
        version = 1
        for number in range(20):
            version = store.append(id, version, claiming(number, SECRET * 60))
    return ids


def sealed(store, id):
    """The person's key and the sealed frames, as a thief who was early would have them."""
    row = store._database.execute("SELECT key FROM passports WHERE id = ?", (id,)).fetchone()
    frames = store._database.execute("SELECT first, frame FROM frames WHERE passport = ?", (id,)).fetchall()
    return row[0], store._keeper.unwrap(row[0][len(KEY_MAGIC) :], id), frames


def every_byte(store):
    return b"".join(one.read_bytes() for one in store.files())


def test_nothing_remains(file):
    store = open_store(file)
    gone, stays = filled(store)
    wrapped, key, frames = sealed(store, gone)
    assert wrapped in every_byte(store)
    assert not prove_forgotten(store, gone).holds
    store.forget(gone, NOON)
    proof = prove_forgotten(store, gone, [SECRET, "example.org"])
    assert proof.holds
    assert proof.remains == ()
    left = every_byte(store)
    assert wrapped[:HEAD] not in left
    assert key not in left
    for _, frame in frames:
        # Also no piece from the middle of a frame, as pages that overflow would keep it.
        assert all(frame[place : place + 24] not in left for place in range(0, len(frame) - 24, 24))
    assert len(store.load(stays)) == 41
    assert prove_forgotten(store, stays).gone is False
    store.close()


def test_the_old_key_opens_nothing_that_is_left(file):
    store = open_store(file)
    gone, _stays = filled(store)
    _, key, frames = sealed(store, gone)
    sealer = Sealer(key, gone)
    assert sealer.open(frames[0][1], frames[0][0])
    store.forget(gone, NOON)
    left = every_byte(store)
    place, tried = left.find(MAGIC), 0
    while place >= 0:
        for size in (200, 400, 4000, 8000):
            for first in (1, 2, 4):
                with pytest.raises(Problem):
                    sealer.open(left[place : place + size], first)
        tried += 1
        place = left.find(MAGIC, place + 1)
    assert tried == 21
    links = store._database.execute("SELECT commitment FROM chain").fetchall()
    assert len(links) == 2 * 21 + 1
    store.close()


def test_a_proof_sees_what_was_only_deleted(file):
    """The search itself is put to the test: a plain deletion leaves bytes that it must find."""
    store = open_store(file)
    gone, _ = filled(store)
    store.close()
    plain = sqlite3.connect(file)
    plain.execute("PRAGMA secure_delete = OFF")
    plain.execute("DELETE FROM frames WHERE passport = ?", (gone,))
    plain.execute("DELETE FROM passports WHERE id = ?", (gone,))
    plain.execute("INSERT INTO erasures (id, at) VALUES (?, '2026-11-21T12:00:00+00:00')", (gone,))
    plain.commit()
    plain.close()
    store = open_store(file)
    proof = prove_forgotten(store, gone)
    assert proof.listed
    assert proof.gone
    assert {one.what for one in proof.remains} >= {"frame"}
    assert not proof.holds
    store.close()


def test_a_proof_finds_words_in_any_coding(file):
    store = open_store(file)
    gone, _ = filled(store)
    store.forget(gone, NOON)
    for coding in ("utf-8", "utf-16-le"):
        (file.parent / "passports.db-journal").write_bytes(b"x" * 77 + "Geheim woord".encode(coding))
        proof = prove_forgotten(store, gone, ["geheim woord", "Geheim Woord", "Geheim woord"])
        assert [(one.what, one.file, one.offset) for one in proof.remains] == [("word", "passports.db-journal", 77)]
        (file.parent / "passports.db-journal").unlink()
    with pytest.raises(ValueError, match="at least 4"):
        prove_forgotten(store, gone, ["abc"])
    store.close()


def test_a_backup_that_is_put_back_forgets_again(file, tmp_path):
    store = open_store(file)
    gone, stays = filled(store)
    store.close()
    backup = tmp_path / "backup.db"
    shutil.copy(file, backup)
    store = open_store(file)
    store.forget(gone, NOON)
    late = store.create([opening("later")])
    store.close()
    for beside in file.parent.glob("passports.db-*"):
        beside.unlink()
    shutil.copy(backup, file)
    store = open_store(file)
    assert store.ids() == [stays]
    assert late not in store.ids()
    proof = prove_forgotten(store, gone, [SECRET])
    assert proof.holds
    assert store.verify() == []
    store.close()


def test_a_store_without_its_list_makes_it_anew(file):
    store = open_store(file)
    gone, _ = filled(store)
    store.forget(gone, NOON)
    store.close()
    listed = file.with_name("passports.db.erased")
    listed.unlink()
    open_store(file).close()
    assert gone in listed.read_text()


def test_a_list_that_was_cut_short_is_still_read(file):
    store = open_store(file)
    gone, stays = filled(store)
    listed = file.with_name("passports.db.erased")
    listed.write_text("abc\n" + stays[:9])
    store.forget(gone, NOON)
    store.close()
    store = open_store(file)
    assert store.ids() == [stays]
    assert [one.id for one in store.erasures()] == [gone]
    store.close()


def test_what_is_listed_but_not_yet_deleted_is_deleted_on_opening(file):
    store = open_store(file)
    gone, stays = filled(store)
    store.close()
    file.with_name("passports.db.erased").write_text(f"{gone} {NOON.isoformat()}\n")
    store = open_store(file)
    assert store.ids() == [stays]
    assert prove_forgotten(store, gone, [SECRET]).holds
    store.close()


def test_while_another_reads_old_pages_forgetting_says_so_and_is_finished_later(file):
    store = open_store(file)
    gone, _ = filled(store)
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM frames").fetchone()
    store._database.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(Problem) as caught:
        store.forget(gone, NOON)
    assert caught.value.code == "store-busy"
    assert gone not in store.ids()
    reader.execute("COMMIT")
    reader.close()
    store.forget(gone, NOON)
    assert prove_forgotten(store, gone, [SECRET]).holds
    store.close()


@pytest.mark.parametrize("where", ["frames", "passports", "chain"])
def test_a_changed_store_is_noticed(file, where):
    store = open_store(file)
    first, _ = filled(store)
    store.close()
    plain = sqlite3.connect(file)
    change = {
        "frames": "UPDATE frames SET frame = (SELECT frame FROM frames AS f WHERE f.first = 4 LIMIT 1) WHERE first = 2",
        "passports": "UPDATE passports SET version = version - 2",
        "chain": "UPDATE chain SET commitment = zeroblob(32) WHERE n = 3",
    }[where]
    plain.execute(change)
    plain.commit()
    plain.close()
    store = open_store(file)
    assert store.verify()
    if where != "chain":
        with pytest.raises(Problem) as caught:
            store.load(first)
        assert caught.value.code == "passport-damaged"
    store.close()


def test_without_the_key_nothing_can_be_read(file, tmp_path):
    store = open_store(file)
    id, _ = filled(store)
    store.close()
    with pytest.raises(Problem) as caught:
        open_store(file, tmp_path / "other.key")
    assert caught.value.code == "key-unreadable"
    FileKeeper(tmp_path / "other.key")
    store = open_store(file, tmp_path / "other.key")
    with pytest.raises(Problem) as caught:
        store.load(id)
    assert caught.value.code == "key-wrong"
    assert {one.code for one in store.verify()} == {"key-wrong"}
    store.close()


@pytest.mark.parametrize(
    ("content", "mode", "code"),
    [
        (b"", 0o600, "key-broken"),
        (b"abc", 0o600, "key-broken"),
        (b"QUJD\n", 0o600, "key-broken"),
        (b"x", 0o644, "key-open"),
    ],
)
def test_a_key_file_that_cannot_be_trusted_is_refused(tmp_path, content, mode, code):
    key = tmp_path / "k"
    key.write_bytes(content)
    key.chmod(mode)
    with pytest.raises(Problem) as caught:
        FileKeeper(key)
    assert caught.value.code == code


def test_files_of_a_store_are_the_owners_alone(file):
    store = open_store(file)
    gone, _ = filled(store)
    store.forget(gone, NOON)
    assert all(one.stat().st_mode & 0o077 == 0 for one in (*store.files(), file.with_suffix(".key")))
    store.close()


@pytest.mark.parametrize(
    ("content", "code"), [(b"no database, but long enough to be looked at as one" * 20, "store-damaged")]
)
def test_what_is_no_store_is_refused(file, content, code):
    file.parent.mkdir()
    file.write_bytes(content)
    FileKeeper(file.with_suffix(".key"))
    with pytest.raises(Problem) as caught:
        open_store(file)
    assert caught.value.code == code


def test_another_database_and_a_newer_store_are_refused(file):
    file.parent.mkdir()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    FileKeeper(file.with_suffix(".key"))
    with pytest.raises(Problem) as caught:
        open_store(file)
    assert caught.value.code == "store-other"
    other.execute("DROP TABLE t")
    other.execute("PRAGMA user_version = 99")
    other.commit()
    other.close()
    with pytest.raises(Problem) as caught:
        open_store(file)
    assert caught.value.code == "store-newer"
