"""The key with which each entry of the chain is authenticated; the database does not hold it.

The chain alone is unkeyed arithmetic: whoever may insert rows can compute a forged tail to it. So each entry also
carries an HMAC-SM3 of its hash. Who has only the database (a restored dump, a database administrator, an injection)
cannot append what passes `verify`. Who has the key as well can; that only a checkpoint kept elsewhere shows.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes, hmac
from django.conf import settings

VARIABLE = "GONGKAI_LEDGER_KEYS"
LENGTH = 32


class KeyMissing(Exception):
    """The ledger's key is not where it should be; the message says what to do."""


@dataclass(frozen=True)
class Key:
    """A key and the short name under which entries say that it was used."""

    name: str
    secret: bytes

    def seal(self, entry_hash: str) -> str:
        """Return what proves that the holder of this key appended the entry with this hash."""
        mac = hmac.HMAC(self.secret, hashes.SM3())
        mac.update(bytes.fromhex(entry_hash))
        return mac.finalize().hex()


@dataclass(frozen=True)
class Keyring:
    """The keys of this installation, oldest first; the last one appends."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        """The key that appends."""
        return self.keys[-1]

    def named(self, name: str) -> Key | None:
        """Return the key of a name, None for one that is not here."""
        return next((key for key in self.keys if key.name == name), None)


def keyring(*, begin: bool = False) -> Keyring:
    """Return the keys: from the environment, else from their file. `begin` makes the first one, of an empty chain.

    Raises `KeyMissing`: a chain that has entries is never given another key silently.
    """
    if text := os.environ.get(VARIABLE, ""):
        return _read(text.split(","), f"环境变量 {VARIABLE}")
    path: Path = settings.LEDGER_KEYS
    if not path.exists():
        if not begin:
            raise KeyMissing(f"找不到台账密钥 {path}，不能记账；请从备份放回密钥文件，或者设置 {VARIABLE}。")
        _store(path, [secrets.token_hex(LENGTH)])
    return _read(path.read_text().split(), str(path))


def announce_key() -> Key:
    """Return a new key that is not in use yet. Raises `KeyMissing` where keys come from the environment."""
    if os.environ.get(VARIABLE):
        raise KeyMissing(f"密钥由环境变量 {VARIABLE} 给出，请在那里更换：新的一把写在最后，旧的保留。")
    secret = secrets.token_bytes(LENGTH)
    return Key(_name(secret), secret)


def adopt_key(key: Key) -> Key:
    """Let an announced key append from now on; the old ones stay, to verify what they sealed."""
    path: Path = settings.LEDGER_KEYS
    _store(path, [*path.read_text().split(), key.secret.hex()])
    return keyring().current


def _store(path: Path, secrets_hex: list[str]) -> None:
    """Replace the file whole, readable by its owner only: a cut-off write leaves the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join(secrets_hex) + "\n")
    fresh.replace(path)


def _read(texts: list[str], source: str) -> Keyring:
    try:
        secrets_ = [bytes.fromhex(text.strip()) for text in texts]
    except ValueError:
        secrets_ = []
    if not secrets_ or any(len(each) < LENGTH for each in secrets_):
        raise KeyMissing(f"{source} 中的台账密钥不完整：每把应为 {LENGTH * 2} 位十六进制数。")
    return Keyring(tuple(Key(_name(each), each) for each in secrets_))


def _name(secret: bytes) -> str:
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"gongkai.ledger.key" + secret)
    return digest.finalize().hex()[:8]
