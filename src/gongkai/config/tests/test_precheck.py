"""gongkai precheck: findings of files, one JSON value a line, a sentence for what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.config.command import gongkai


def run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(gongkai, ["precheck", *map(str, args)])
    return result.exit_code, result.output


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"", "gb18030"), (b"\xff\xfe", "utf-16-le")],
)
def test_offsets_are_code_points_of_the_decoded_text(tmp_path: Path, mark: bytes, encoding: str) -> None:
    text = "第一行\r\n手机13812345678。\r\n"
    code, output = run(written(tmp_path, "a.txt", mark + text.encode(encoding)), "--json")
    assert code == 1
    value = json.loads(output)
    assert value["file"] == str(tmp_path / "a.txt")
    [finding] = [f for f in value["findings"] if f["category"] == "phone"]
    assert (finding["severity"], finding["start"], finding["end"]) == ("block", 7, 18)
    assert finding["text"] == text[7:18] == "13812345678"
    assert set(finding) == {"start", "end", "text", "category", "severity", "message", "suggestion"}


def test_several_files_are_one_line_each_and_a_bad_one_does_not_stop_them(tmp_path: Path) -> None:
    good = written(tmp_path, "good.txt", "工作正常。".encode())
    binary = written(tmp_path, "a.docx", b"PK\x03\x04\x00\x00")
    code, output = run(good, tmp_path / "none.txt", binary, tmp_path, good, "--json")
    lines = [json.loads(line) for line in output.splitlines()]
    assert code == 2
    assert [line.get("error", {}).get("code") for line in lines] == [None, *["unreadable_file"] * 3, None]
    assert lines[0] == {"file": str(good), "findings": []}


def test_for_people(tmp_path: Path) -> None:
    code, output = run(written(tmp_path, "a.txt", "公开还不及及时。".encode()))
    assert code == 0
    assert "[须答复] 错字和标点（第 4 字起“不及及时”）" in output


def test_a_dictionary_of_the_unit(tmp_path: Path) -> None:
    unit = written(tmp_path, "unit.toml", b'[[contact]]\nnumber = "13812345678"\n')
    file = written(tmp_path, "a.txt", "手机13812345678。".encode())
    assert run(file, "--dictionary", unit, "--json") == (
        0,
        json.dumps({"file": str(file), "findings": []}) + "\n",
    )
    broken = written(tmp_path, "broken.toml", b"[[")
    code, output = run(file, "--dictionary", broken, "--json")
    assert (code, json.loads(output)["error"]["code"]) == (2, "dictionary")
