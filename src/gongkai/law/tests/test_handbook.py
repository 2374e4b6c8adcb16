"""The handbook is current, and nothing the law says is missing from it."""

from pathlib import Path

import pytest

from gongkai import law
from gongkai.law import handbook
from gongkai.law.texts import article_of, text_of

DOCS = Path(__file__).parents[4] / "docs" / "law"


def test_the_pages_are_current() -> None:
    assert handbook.pages() == _pages_in(DOCS), "run: python docs/law/write.py"


def test_writing_writes_every_page(tmp_path: Path) -> None:
    handbook.write(tmp_path)
    assert handbook.pages() == _pages_in(tmp_path)


def _pages_in(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}


def test_every_rule_names_functions_that_are_there() -> None:
    named = {name for rule in handbook.rules() for name in rule.functions}
    assert named <= set(law.__all__)


def test_every_cited_article_has_its_rule() -> None:
    ruled = {article_of(each) for rule in handbook.rules() for each in rule.articles}
    assert set(handbook.cited_articles()) - ruled == set()


def test_every_text_is_cited() -> None:
    cited = {text_of(each).name for each in handbook.cited_articles()}
    assert cited == set(law.texts())


def test_every_key_stands_in_the_values_page() -> None:
    page = handbook.pages()["values.md"]
    assert [key for key in law.shipped_values().keys() if f"`{key}`" not in page] == []  # noqa: SIM118


@pytest.mark.parametrize(
    ("numeral", "number"), [("一", 1), ("十", 10), ("十四", 14), ("八十八", 88), ("二百零一", 201)]
)
def test_numerals(numeral: str, number: int) -> None:
    assert handbook._number(numeral) == number


def test_articles_stand_in_their_order() -> None:
    found = handbook.cited_articles()
    assert found.index("条例第十四条") < found.index("条例第三十条") < found.index("复议法第二十条")
