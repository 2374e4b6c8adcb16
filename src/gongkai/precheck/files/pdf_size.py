"""What a PDF unpacks to: a few kilobytes of it may be made into more than a server has.

Nothing of a stream is unpacked whole before it is known here how large it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

LARGEST = 256 * 1024 * 1024  # of a stream, as of a page scanned very finely
MOST = 4 * LARGEST  # of all of them
_PIECE = 1024 * 1024
_FLATE = frozenset(("/FlateDecode", "/Fl"))


def is_too_large(file: pikepdf.Pdf) -> bool:
    """Whether a stream, or all of them, unpack to more than is opened."""
    left = MOST
    for each in file.objects:
        if isinstance(each, pikepdf.Stream):
            size = _unpacked_size(each, min(LARGEST, left))
            if size is None:
                return True
            left -= size
    return False


def _unpacked_size(stream: Any, most: int) -> int | None:
    """How much a stream unpacks to, by what packs without end; None for more than `most`."""
    filters = stream.get("/Filter", ())
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(each) for each in filters]
    pieces: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for name in names:
        if name not in _FLATE:
            break  # a picture, or what grows by little; Flate behind it is not found in files that a program makes
        pieces = _inflated(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            return None
    return size


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    """What packed pieces unpack to, a piece at a time; what is broken ends there."""
    unpacker = zlib.decompressobj()
    for piece in packed:
        rest = piece
        while rest:
            try:
                yield unpacker.decompress(rest, _PIECE)
            except zlib.error:
                return
            rest = unpacker.unconsumed_tail
