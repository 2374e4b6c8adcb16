"""What `gongkai verify` proves of the home: nobody but its owner reads it, and its pages' files are this version's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from gongkai.ledger.verify import Discrepancy
from gongkai.registry import Verification

OPEN = "处文件其他人也能读"
STATIC_LOST = "个网页组件缺失或者已被改动"
STATIC_EXTRA = "个网页组件不是本程序的"
OTHERS = 0o077


def closed_to_others() -> Iterator[Discrepancy]:
    """Yield the home, the database and the keys where others than their owner may do anything with them."""
    home: Path = settings.HOME
    kept = {settings.LEDGER_KEYS, settings.SIGNING_KEY, *home.glob("*.key*"), *home.glob("gongkai.sqlite3*")}
    for path in (home, *sorted(kept)):
        if path.exists() and path.stat().st_mode & OTHERS:
            right = "700" if path.is_dir() else "600"
            sentence = f"{path} 其他人也能读写，应当只有所有者可以；请运行 chmod {right} {path}。"
            yield Discrepancy(OPEN, str(path), sentence)


def static_files() -> Iterator[Discrepancy]:
    """Yield what browsers are given beside the pages (styles, scripts) and is not what this version brings with it."""
    folder: Path = settings.STATIC_ROOT
    brought = {
        Path(getattr(storage, "prefix", None) or "", name): Path(storage.path(name))
        for finder in finders.get_finders()
        for name, storage in finder.list(ignore_patterns=None)
    }
    there = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    for name, source in sorted(brought.items()):
        if name not in there or there[name].read_bytes() != source.read_bytes():
            sentence = f"网页组件 {name} 不在或者已被改动；请查明原因后运行 gongkai migrate。"
            yield Discrepancy(STATIC_LOST, str(folder / name), sentence)
    for name in sorted(there.keys() - brought.keys()):
        sentence = f"网页组件 {name} 不是本程序的，网站却在提供它；请查明来历后移走。"
        yield Discrepancy(STATIC_EXTRA, str(folder / name), sentence)


VERIFICATIONS = (
    Verification(id="config.closed_to_others", discrepancies=closed_to_others),
    Verification(id="config.static_files", discrepancies=static_files),
)
