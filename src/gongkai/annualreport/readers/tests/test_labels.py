"""What is printed for a label or a figure, and what it means."""

import pytest
from tests.layouts.printed import TRADITIONAL

from gongkai.annualreport import (
    FORM_2019,
    FORM_2021,
    REQUEST_ROWS,
    REQUEST_ROWS_2019,
    FigureKind,
    Form,
    Value,
)
from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.figures import is_figure, read_figure


@pytest.mark.parametrize("row", [*REQUEST_ROWS, *REQUEST_ROWS_2019], ids=lambda row: row.id)
def test_the_official_labels(row: object) -> None:
    label, name = row.label, row.id  # type: ignore[attr-defined]
    for printed in (
        label,
        label.replace(".", "、"),
        label.replace("（", "(").replace("）", ")"),
        "\n".join(label),
    ):
        assert labels.request_row(printed) == name


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("7.属于行政执法案件", "denied_7"),
        ("执法案件", "denied_7"),
        ("其他", "other_3"),
        ("3、其他", "other_3"),
        ("⒊其他", "other_3"),
        ("(六)其他处理", "other"),
        ("㈦总计", "total_handled"),
        ("1.屬於國家秘密", "denied_1"),
        ("⒈ 属 于 国 家 秘 密", "denied_1"),
        ("３．危及“三安全一稳定”（填写说明：按件计）", "denied_3"),
        ("⼀、本年新收政府信息公开申请数量", "received"),
        ("三、本年度办理结果", None),
        ("（三）不予公开", None),
        ("其他处理决定", None),
    ],
)
def test_variants(printed: str, row: str | None) -> None:
    assert labels.request_row(printed) == row


@pytest.mark.parametrize(
    ("printed", "kind", "value"),
    [
        ("0\u00a0", FigureKind.COUNT, 0),
        ("１２３", FigureKind.COUNT, 123),
        ("1,234", FigureKind.COUNT, 1234),
        ("1，234", FigureKind.COUNT, 1234),
        ("2笔", FigureKind.COUNT, 2),
        ("3.0", FigureKind.COUNT, 3),
        ("1\n2", FigureKind.COUNT, 12),
        ("减4", FigureKind.CHANGE, -4),
        ("增加4项", FigureKind.CHANGE, 4),
        ("-15", FigureKind.CHANGE, -15),
        ("984361元", FigureKind.AMOUNT, "984361元"),
        ("18651.064104", FigureKind.AMOUNT, "18651.064104"),
        ("1,234.50万元", FigureKind.AMOUNT, "1234.50万元"),
        ("0", FigureKind.AMOUNT, "0"),
    ],
)
def test_figures(printed: str, kind: FigureKind, value: Value) -> None:
    figure = read_figure(printed, kind)
    assert (figure.value, figure.readable) == (value, True)


@pytest.mark.parametrize("printed", ["", " ", "\u3000", "\u00a0", "/", "-", "—", "——", "无", "\\"])
def test_blanks_are_not_zero(printed: str) -> None:
    figure = read_figure(printed, FigureKind.COUNT)
    assert (figure.value, figure.readable) == (None, True)


@pytest.mark.parametrize("printed", ["12 5", "0\n0\n0", "1.5", "约3", "O", "3+2", "见附件", "0 0"])
def test_what_is_no_number_is_not_read(printed: str) -> None:
    figure = read_figure(printed, FigureKind.COUNT)
    assert (figure.value, figure.readable) == (None, False)


def test_a_label_is_no_figure() -> None:
    assert not is_figure("行政许可")
    assert is_figure("12件")


@pytest.mark.parametrize("form", [FORM_2019, FORM_2021])
def test_every_label_in_traditional_characters(form: Form) -> None:
    """Folded, they are the same characters: rows, columns and titles of parts are found alike."""
    texts = [part.title for part in form.parts]
    texts += [cell.text for table in form.tables.values() for row in table.grid() for cell in row]
    odd = [text for text in texts if labels.fold(text.translate(TRADITIONAL)) != labels.fold(text)]
    assert odd == []
    assert labels.fold("重複申請、答覆") == labels.fold("重复申请、答复")
