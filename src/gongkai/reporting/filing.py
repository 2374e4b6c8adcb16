"""The filing package for the superior authority: every file of a finalized report and the
ledger behind it, with a signed list.

`package.json` names each file with its SM3, the finalization, and the ledger's head then; `package.sig` is
the Ed25519 signature over it by this installation's key, whose public half the authority keeps. Whoever holds
the package can show later that the report filed is the report published, and what the ledger then said.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from gongkai.ledger.chain import canonical, sm3
from gongkai.reporting import annex, files
from gongkai.reporting.models import Finalization
from gongkai.shell import Progress, no_progress

LIST, SIGNATURE = "package.json", "package.sig"
KEY_FILE = "filing.key"


def write_package(
    finalization: Finalization, *, home: Path, report_progress: Progress = no_progress
) -> bytes:
    """Return the package of a finalized report as a ZIP; the same finalization and key give the same bytes."""
    key = _key(home)
    contents = {
        f"report.{suffix}": files.write_candidate(finalization.candidate, suffix) for suffix in files.FORMATS
    }
    contents[annex.FILE] = annex.write_final_annex(finalization, report_progress=report_progress)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
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
            "public_key": public,
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
        digests, public = dict(listed["files"]), bytes.fromhex(listed["public_key"])
        key = Ed25519PublicKey.from_public_bytes(public)
    except (ValueError, KeyError, TypeError):
        return ["报送包的清单已损坏，请重新下载。"]
    found = [
        f"{name} 与清单不符。" for name, digest in digests.items() if sm3(contents.get(name, b"")) != digest
    ]
    found += [f"{name} 不在清单中。" for name in sorted(contents.keys() - digests.keys() - {LIST, SIGNATURE})]
    try:
        key.verify(bytes.fromhex(contents[SIGNATURE].decode()), contents[LIST])
    except (InvalidSignature, ValueError):
        found.append("清单的签名不成立，报送包可能被改动。")
    return found


def _zipped(contents: dict[str, bytes], finalization: Finalization) -> bytes:
    day = finalization.finalized_on
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return packed.getvalue()


def _key(home: Path) -> Ed25519PrivateKey:
    """This installation's signing key, made once, readable by its owner only."""
    kept = home / KEY_FILE
    if not kept.exists():
        made = Ed25519PrivateKey.generate()
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        kept.touch(mode=0o600)
        kept.write_bytes(pem)
    key = load_pem_private_key(kept.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key
