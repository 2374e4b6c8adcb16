"""Running text: where a row ends, what is no row, and what a lost cell leaves certain."""

import pytest

from gongkai.annualreport.readers import SeveralReports, read_report


def text_of(*rows: str) -> bytes:
    """A report of these rows of table 三, one a line."""
    return "\n".join(
        ("示例局2024年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", *rows)
    ).encode()


def test_a_label_at_the_end_of_the_text_has_lost_its_figures() -> None:
    rows = ("一、本年新收 2 0 0 0 0 0 2", "二、上年结转 0 0 0 0 0 0 0", "（七）总计 1 0 0 0 0 0 1")
    broken_off = read_report(text_of(*rows, "四、结转下年度继续办理"))
    assert "requests.carried_over" in broken_off.unread()
    blank = read_report(text_of(*rows, "四、结转下年度继续办理", "四、政府信息公开行政复议、行政诉讼情况"))
    assert "requests.carried_over" not in blank.unread()


COLUMNS = "结果维持结果纠正其他结果尚未审结总计"
HEADS = f"行政复议行政诉讼{COLUMNS}未经复议直接起诉复议后起诉{COLUMNS}{COLUMNS}"


def flat(
    *,
    one: str = "",
    received: str = "2000002",
    regulations: str = "000",
    disputes: str = "0" * 15,
    more: str = "",
) -> bytes:
    """A report on one line, nothing between the cells."""
    return (
        f"示例局2024年政府信息公开工作年度报告一、总体情况{one}二、主动公开政府信息情况第二十条第（一）项信息内容"
        f"本年制发件数本年废止件数现行有效件数规章{regulations}行政规范性文件010三、收到和处理政府信息公开申请情况"
        f"一、本年新收政府信息公开申请数量{received}二、上年结转政府信息公开申请数量0000000三、本年度办理结果（一）予以公开"
        "1000001（二）部分公开0000000（三）不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开0000000（五）不予处理"
        "2.重复申请1000001（七）总计2000002四、结转下年度继续办理0000000四、政府信息公开行政复议、行政诉讼情况"
        f"{HEADS}{disputes}五、存在的主要问题及改进情况无。六、其他需要报告的事项无。{more}"
    ).encode()


def told_twice(data: bytes) -> set[str]:
    return {finding.where for finding in read_report(data).findings if finding.code == "contradiction"}


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "予以公开1234567件。",
        "其中予以公开20240001号文件1件。",
        "重复申请 13812345678，另行告知。",
        "全年予以公开1、2、3、4、5、6、7件。",
        "本年新收政府信息公开申请1234567份，上年结转7654321。",
    ],
)
def test_a_sentence_or_a_head_is_no_second_row(sentence: str) -> None:
    assert told_twice(flat(one=sentence)) == set()
    assert told_twice(flat(one=sentence, disputes="000000000011001")) == set()


def test_a_whole_second_row_is_told() -> None:
    assert told_twice(flat(more="（七）总计9000009四、结转下年度继续办理0000000")) == {
        "requests.total_handled"
    }
    other = (
        flat(received="3000003").decode().replace("1000001", "5000005").replace("（七）总计2", "（七）总计3")
    )
    with pytest.raises(SeveralReports):
        read_report(flat(more=other))


def test_a_row_that_lost_a_cell_leaves_others_certain() -> None:
    report = read_report(flat(received="2 00002"))
    assert report.cell("requests.received.total") is None
    assert list(report.tables["proactive"]["regulations"].values()) == [0, 0, 0]
    assert list(report.tables["proactive"]["normative"].values()) == [None, None, None]  # 0, 10 and a blank?
    assert report.cell("requests.granted.natural") == 1
    assert report.cell("disputes.litigation_direct.total") == 0


def test_a_row_of_zeros_and_a_wrong_total_is_certain_too() -> None:
    text = flat(received="2 00002").decode().replace("（二）部分公开0000000", "（二）部分公开0000001")
    assert read_report(text.encode()).cell("requests.partial.total") == 1


@pytest.mark.parametrize(
    ("cells", "figures"),
    [("1018\t139", [None] * 7), ("0000000", [0] * 7), ("00\t0\t0000", [0] * 7), ("1\t0\t1", [None] * 7)],
)
def test_a_row_of_a_table_that_lost_cells(cells: str, figures: list[int | None]) -> None:
    """A figure in a cell of its own is not cut up to fill the cells that are gone."""
    text = f"三、收到和处理政府信息公开申请情况\n一、本年新收\t{cells}\n二、上年结转" + "\t0" * 7
    report = read_report(text.encode())
    assert list(report.tables["requests"]["received"].values()) == figures


@pytest.mark.parametrize(
    ("printed", "total"),
    [("600915500501001", None), ("600060000000000", 6), ("000000000000000", 0), ("201000000000000", 0)],
)
def test_table_four_with_a_cell_lost(printed: str, total: int | None) -> None:
    """6 0 0 9 15 and 5 0 (blank) 0 5 have fifteen digits, too: figures that do not add up may have lost a cell."""
    assert read_report(flat(disputes=printed)).cell("disputes.reconsideration.total") == total
