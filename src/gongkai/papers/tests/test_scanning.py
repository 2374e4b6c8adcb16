"""What a real clamd says of files, and what is made of it when it says nothing."""

from __future__ import annotations

import io
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pytest_django import Settings
from tests.scanners import EICAR, STREAM_MAX, Scanner, running

from gongkai.papers import files, scanning
from gongkai.papers.tests.word_file import office_docx


def zipped(**parts: bytes) -> bytes:
    """Return an archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx_with(name: str, data: bytes) -> bytes:
    """Return a DOCX with a part beside what it needs."""
    out = io.BytesIO(office_docx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def said(data: bytes) -> tuple[str, str]:
    result = scanning.scan(data)
    return result.verdict, result.found


def test_what_it_finds_nothing_in_is_clean_by_its_name(scanner: Scanner) -> None:
    result = scanning.scan(b"%PDF-1.7")
    assert (result.verdict, result.found) == ("clean", "")
    assert result.engine.startswith("ClamAV ")
    assert scanning.fault() == ""


@pytest.mark.parametrize(
    "data",
    [EICAR, zipped(a=EICAR), zipped(a=zipped(b=EICAR)), docx_with("word/embeddings/a.bin", EICAR)],
    ids=["plain", "zip", "zip in zip", "docx"],
)
def test_it_looks_into_archives_and_documents(scanner: Scanner, data: bytes) -> None:
    assert said(data) == ("infected", "Eicar-Test.UNOFFICIAL")


def test_a_file_with_a_virus_is_refused_by_name_with_what_to_do(scanner: Scanner) -> None:
    with pytest.raises(files.FileRefused) as refused:
        files.received(zipped(a=EICAR), name="示例.zip")
    (sentence,) = refused.value.sentences
    assert "“示例.zip”查出病毒（Eicar-Test.UNOFFICIAL），没有收下" in sentence
    assert "换一份干净的文件" in sentence


def test_a_virus_that_would_be_stripped_is_refused_too(scanner: Scanner) -> None:
    """The file is scanned as it came: nothing of ours opens it before."""
    with pytest.raises(files.FileRefused):
        files.received(docx_with("word/comments9.xml", EICAR), name="示例.docx")


def test_what_is_larger_than_the_scanner_takes_is_not_scanned(scanner: Scanner) -> None:
    assert said(b"1" * (STREAM_MAX + 1)) == ("unscanned", scanning.BROKEN_OFF)


def test_what_the_scanner_passes_over_is_not_called_clean(
    scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real one says OK of an archive whose file is larger than its MaxFileSize, and looks at its beginning only."""
    monkeypatch.setattr(scanning, "LARGEST", 1024)
    assert said(b"1" * 1025) == ("unscanned", scanning.TOO_LARGE)
    assert said(zipped(a=b"1" * 1025)) == ("unscanned", scanning.TOO_LARGE)
    assert said(zipped(a=b"1" * 1024)) == ("clean", "")
    monkeypatch.setattr(scanning, "MOST", 2000)
    assert said(zipped(a=b"1" * 1024, b=b"1" * 1024)) == ("unscanned", scanning.TOO_LARGE)


def test_what_nests_too_deep_is_not_scanned(scanner: Scanner) -> None:
    data = b"1"
    for _ in range(20):
        data = zipped(a=data)
    assert said(data) == ("unscanned", scanning.TOO_DEEP)


def test_what_needs_a_password_is_not_scanned(scanner: Scanner) -> None:
    data = bytearray(zipped(a=b"1"))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    assert said(bytes(data)) == ("unscanned", scanning.PROTECTED)


def locked(data: bytes) -> bytes:
    """Return an archive of one file whose file is marked to need a password."""
    marked = bytearray(data)
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        marked[marked.index(mark) + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    return bytes(marked)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped(a=locked(zipped(b=b"1"))), scanning.PROTECTED),
        (docx_with("word/embeddings/a.zip", locked(zipped(b=b"1"))), scanning.PROTECTED),
        (b"#!/bin/sh\n" + locked(zipped(a=b"1")), scanning.PROTECTED),
        (scanning.OLD_OFFICE + bytes(1000) + scanning.ENCRYPTED_STREAM + bytes(1000), scanning.PROTECTED),
        (zipped(a=scanning.OLD_OFFICE + scanning.ENCRYPTED_STREAM), scanning.PROTECTED),
        (b"Rar!\x1a\x07\x01\x00", scanning.OTHER),
        (zipped(a=b"7z\xbc\xaf\x27\x1c"), scanning.OTHER),
    ],
    ids=[
        "zip in zip",
        "zip in docx",
        "behind a script",
        "old office",
        "old office in zip",
        "rar",
        "7z in zip",
    ],
)
def test_what_is_locked_further_in_is_not_called_clean(scanner: Scanner, data: bytes, reason: str) -> None:
    assert said(data) == ("unscanned", reason)


def test_what_unpacks_too_large_further_in_is_not_called_clean(
    scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "LARGEST", 5000)
    assert said(zipped(a=zipped(b=b"1" * 5001))) == ("unscanned", scanning.TOO_LARGE)
    monkeypatch.setattr(scanning, "MOST", 9000)
    assert said(zipped(a=zipped(b=b"1" * 4000), c=zipped(d=b"2" * 5000))) == ("unscanned", scanning.TOO_LARGE)


def test_a_damaged_archive_is_scanned_as_what_it_is(scanner: Scanner) -> None:
    assert said(b"PK\x03\x04 damaged") == ("clean", "")


def test_without_a_scanner_nothing_is_clean(settings: Settings) -> None:
    assert settings.CLAMD is None
    assert said(b"1") == ("unscanned", scanning.NO_SCANNER)
    assert scanning.fault() == scanning.NO_SCANNER


def test_a_scanner_that_went_leaves_files_unscanned(settings: Settings) -> None:
    with running() as gone:
        settings.CLAMD = gone.address
        assert said(b"1") == ("clean", "")
        gone.end()
        assert said(b"1") == ("unscanned", scanning.SILENT)
        assert scanning.fault() == scanning.SILENT


def test_whatever_is_no_answer_is_not_clean(settings: Settings, tmp_path: Path) -> None:
    """A server that stands in for one that dies, hangs or speaks otherwise: what the real one does only by chance."""
    for answer, reason in (
        (b"", scanning.BROKEN_OFF),
        (b"stream: O", scanning.NOT_UNDERSTOOD),
        (b"stream: Can't allocate memory ERROR\n", scanning.NOT_UNDERSTOOD),
        (b"other: OK\n", scanning.BROKEN_OFF),
        (b"INSTREAM size limit exceeded. ERROR\n", scanning.BROKEN_OFF),
        (b"stream: Heuristics.Encrypted.PDF FOUND\n", scanning.PROTECTED),
    ):
        with speaking(tmp_path / "s", answer) as address:
            settings.CLAMD = urlsplit(address)
            assert said(b"1" * 5000) == ("unscanned", reason), answer


def test_one_that_dies_while_it_is_sent_to_is_not_clean(settings: Settings, tmp_path: Path) -> None:
    with speaking(tmp_path / "s", None) as address:
        settings.CLAMD = urlsplit(address)
        verdict, reason = said(b"1" * 3_000_000)
    assert verdict == "unscanned"
    assert reason in {scanning.BROKEN_OFF, scanning.SILENT}


def test_one_that_never_answers_is_given_up(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "ANSWER_SECONDS", 0.2)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "s"))
        silent.listen()
        settings.CLAMD = urlsplit(f"unix://{tmp_path / 's'}")
        assert said(b"1") == ("unscanned", scanning.SILENT)


def test_it_is_reached_over_tcp_too_and_sent_every_byte(settings: Settings) -> None:
    """A socket that takes little at once: what the library would lose there is not lost."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        threading.Thread(
            target=serve, args=(server, b"stream: OK\n", received.append, 2), daemon=True
        ).start()
        settings.CLAMD = urlsplit(f"tcp://127.0.0.1:{server.getsockname()[1]}")
        assert said(bytes(2_000_000)) == ("clean", "")
    assert b"".join(received) == bytes(2_000_000)


@contextmanager
def speaking(path: Path, answer: bytes | None) -> Iterator[str]:
    """A clamd that says its version, takes a stream and says this; None: hangs up in the middle of it."""
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        threading.Thread(target=serve, args=(server, answer, len, 2), daemon=True).start()
        yield f"unix://{path}"


def serve(
    server: socket.socket, answer: bytes | None, take: Callable[[bytes], object], connections: int
) -> None:
    """Answer so many connections as clamd would."""
    for _ in range(connections):
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as asked:
            if asked.readline() == b"nVERSION\n":
                connection.sendall(b"ClamAV stand-in\n")
                continue
            if answer is None:
                asked.read(10_000)
                continue
            while size := int.from_bytes(asked.read(4)):
                take(asked.read(size))
            connection.sendall(answer)
