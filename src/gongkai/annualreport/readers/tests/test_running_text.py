"""Running text: where a row ends, what is no row, and what a lost cell leaves certain."""

from gongkai.annualreport.readers import read_report


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
