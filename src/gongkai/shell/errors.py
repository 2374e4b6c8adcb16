"""What an action refuses, in sentences that people read.

ActionBlocked          something stands in the way of an act; each sentence says what, and what to do
"""

from __future__ import annotations

from collections.abc import Iterable


class ActionBlocked(Exception):
    """An act is not possible now. The button that leads to it shows the same sentences."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("；".join(s.rstrip("。") for s in self.sentences) + "。")
