"""Texts that stand beside the project: given cases, and the prose of published reports."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).parents[5] / "shared"))
_SENTENCES = re.compile(r"[^\n|]*[\u4e00-\u9fff]{4}[^\n|]*[。；][^\n|]*")


def case_folder(*names: str) -> Path:
    """The folder of given cases; a test that needs it says so when it is not there."""
    folder = SHARED.joinpath("cases", *names)
    if not folder.is_dir():
        pytest.skip(f"no given cases at {folder} (set GONGKAI_SHARED)")
    return folder


def prose_of_reports(folder: Path) -> str:
    """Lines of sentences, without tables, of every published text."""
    texts = [
        file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*"))
        if file.suffix in (".txt", ".md")
    ]
    return "\n".join(line for text in texts for line in _SENTENCES.findall(text))
