"""The filing package for the superior authority: every file of a finalized report and the
ledger behind it, with a signed list.

`package.json` names each file with its SM3, the finalization, and the ledger's head then; `package.sig` is
the Ed25519 signature over it by this installation's key, whose public half the authority keeps; `checkpoint.txt` is
the ledger's checkpoint of the finalization. Whoever holds the package can show later that the report filed is the
report published, and that nothing of the ledger up to then was rewritten.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib

from django.conf import settings

from gongkai.ledger.chain import canonical, sm3
from gongkai.ledger.checkpoints import checkpoint_of
from gongkai.ledger.signing import is_signed, public_half, signing_key
from gongkai.reporting import annex, files
from gongkai.reporting.models import Finalization
from gongkai.shell import Progress, no_progress

LIST, SIGNATURE, CHECKPOINT = "package.json", "package.sig", "checkpoint.txt"


class UnreadablePackage(Exception):
    """A file is no whole filing package; the message says what is wrong with it, in Chinese."""


def write_package(finalization: Finalization, *, report_progress: Progress = no_progress) -> bytes:
    """Return the package of a finalized report as a ZIP; the same finalization and key give the same bytes."""
    key = signing_key(settings.SIGNING_KEY)
    contents = {
        f"report.{suffix}": files.write_candidate(finalization.candidate, suffix) for suffix in files.FORMATS
    }
    contents[annex.FILE] = annex.write_final_annex(finalization, report_progress=report_progress)
    contents[CHECKPOINT] = checkpoint_of(finalization.transaction_id).text.encode()
    contents[LIST] = canonical(
        {
            "format": "gongkai.filing/1",
            "organ": {"code": finalization.organ_id, "name": finalization.organ.name},
            "year": finalization.candidate.report.year,
            "freeze": {
                "number": finalization.number,
                "on": finalization.finalized_on.isoformat(),
                "note": finalization.note,
            },
            "version": finalization.candidate.version.hash,
            "ledger": {"seq": finalization.head_seq, "head": finalization.head_hash},
            "files": {name: sm3(data) for name, data in sorted(contents.items())},
            "public_key": public_half(key),
        }
    )
    contents[SIGNATURE] = key.sign(contents[LIST]).hex().encode()
    return _zipped(contents, finalization)


def check_package(data: bytes) -> list[str]:
    """Return what is wrong with a package, in Chinese sentences; empty: whole, and signed by the key it names.

    Whether that key is the organ's is for the authority to know: it keeps the keys it was given.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError):
        return ["报送包已损坏，打不开，请重新下载。"]
    if not {LIST, SIGNATURE} <= contents.keys():
        return ["报送包缺少清单或者签名，请重新下载。"]
    try:
        listed = json.loads(contents[LIST])
        digests, public = dict(listed["files"]), str(listed["public_key"])
    except (ValueError, KeyError, TypeError):
        return ["报送包的清单已损坏，请重新下载。"]
    found = [
        f"{name} 与清单不符。" for name, digest in digests.items() if sm3(contents.get(name, b"")) != digest
    ]
    found += [f"{name} 不在清单中。" for name in sorted(contents.keys() - digests.keys() - {LIST, SIGNATURE})]
    if not is_signed(contents[LIST], contents[SIGNATURE].decode(errors="replace"), public):
        found.append("清单的签名不成立，报送包可能被改动。")
    return found


def checkpoint_in(data: bytes) -> str:
    """Return the text of the checkpoint that a package carries. Raises `UnreadablePackage`."""
    if found := check_package(data):
        raise UnreadablePackage("".join(found))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if CHECKPOINT not in archive.namelist():
            raise UnreadablePackage("报送包里没有核验点。")
        return archive.read(CHECKPOINT).decode(errors="replace")


def _zipped(contents: dict[str, bytes], finalization: Finalization) -> bytes:
    day = finalization.finalized_on
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return packed.getvalue()
