"""A unit's dictionary extends, replaces and takes away; a broken one says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.precheck import DictionaryError, check_text, load_dictionary


def written(folder: Path, text: str) -> Path:
    file = folder / "unit.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_names_of_the_unit_are_asked_about_when_nearly_right(tmp_path: Path) -> None:
    dictionary = load_dictionary([written(tmp_path, '[[name]]\nterm = "示例市人民政府"\n')])
    [finding] = check_text("示列市人民政府与示例市人民政府", dictionary=dictionary, categories=["name"])
    assert (finding.text, finding.suggestion) == ("示列市人民政府", "示例市人民政府")


def test_a_published_number_passes_and_a_word_can_be_switched_off(tmp_path: Path) -> None:
    file = written(
        tmp_path, '[[contact]]\nnumber = "138 1234 5678"\n[[wording]]\nword = "唯一"\noff = true\n'
    )
    assert check_text("唯一，手机13812345678", dictionary=load_dictionary([file])) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[typo", "TOML"),
        ('[[nothing]]\na = "b"\n', "nothing"),
        ('[[typo]]\nwrong = "甲"\n', "right"),
        ('[[typo]]\nright = "甲"\n', "wrong"),
        ('[[wording]]\nword = "甲"\npattern = "("\n', "正则"),
        ('[[wording]]\nword = "甲"\nseverity = "bad"\n', "severity"),
    ],
)
def test_a_broken_dictionary_is_refused_with_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DictionaryError, match=says):
        load_dictionary([written(tmp_path, text)])
