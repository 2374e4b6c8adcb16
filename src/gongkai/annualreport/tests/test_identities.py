"""The identities, with figures of our own; one broken at a time."""

from dataclasses import replace

import pytest

from gongkai.annualreport import (
    FORM_2019,
    FORM_2021,
    Finding,
    Form,
    Identity,
    Report,
    Severity,
    WrongPreviousReport,
    check_identities,
    identities,
    tables_of,
)
from gongkai.annualreport.value import Value

SOUND: dict[str, Value] = {
    "requests.received.natural": 12,
    "requests.received.commercial": 3,
    "requests.received.total": 15,
    "requests.carried_in.natural": 1,
    "requests.carried_in.total": 1,
    "requests.granted.natural": 7,
    "requests.granted.commercial": 3,
    "requests.granted.total": 10,
    "requests.denied_4.natural": 4,
    "requests.denied_4.total": 4,
    "requests.total_handled.natural": 11,
    "requests.total_handled.commercial": 3,
    "requests.total_handled.total": 14,
    "requests.carried_over.natural": 2,
    "requests.carried_over.total": 2,
    "disputes.litigation_direct.upheld": 2,
    "disputes.litigation_direct.pending": 1,
    "disputes.litigation_direct.total": 3,
}


def report(changes: dict[str, Value] | None = None, *, form: Form = FORM_2021, year: int = 2023) -> Report:
    return Report("示例局", year, tables_of(form, SOUND | (changes or {}), default=0), form=form.code)


def broken(changes: dict[str, Value], previous: Report | None = None) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in check_identities(report(changes), previous)]


@pytest.mark.parametrize("form", [FORM_2021, FORM_2019])
def test_a_sound_report_has_no_finding(form: Form) -> None:
    sound = replace(report(form=form), tables=tables_of(form, SOUND, default=None))
    assert check_identities(report()) == []
    assert check_identities(sound) == []


def test_each_identity_is_found_where_it_breaks() -> None:
    assert broken({"requests.carried_over.natural": 3, "requests.carried_over.total": 3}) == [
        ("I1", "requests.column.natural"),
        ("I1", "requests.column.total"),
    ]
    assert broken({"requests.denied_4.natural": 3, "requests.denied_4.total": 3}) == [
        ("I2", "requests.column.natural"),
        ("I2", "requests.column.total"),
    ]
    assert broken(
        {"requests.unable_1.legal": 1, "requests.unable_1.other": -1, "requests.unable_1.total": 1}
    ) == [
        ("I2", "requests.column.legal"),
        ("I2", "requests.column.other"),
        ("I2", "requests.column.total"),
        ("I3", "requests.row.unable_1"),
    ]
    assert broken({"disputes.litigation_direct.total": 2}) == [("I5", "disputes.litigation_direct")]


def test_last_years_carry_over_is_compared_by_column() -> None:
    before = report({"requests.carried_over.natural": 0, "requests.carried_over.commercial": 1}, year=2022)
    assert broken({}, before) == [
        ("I4", "requests.column.natural"),
        ("I4", "requests.column.commercial"),
        ("I4", "requests.column.total"),
    ]
    with pytest.raises(WrongPreviousReport, match="2022"):
        check_identities(report(), report(year=2021))


def shown(value: Report) -> dict[tuple[str, str], Identity]:
    return {(identity.code, identity.where): identity for identity in identities(value)}


def blank(*figures: tuple[str, Value]) -> Report:
    """A report that prints nothing but these figures."""
    return replace(report(), tables=tables_of(FORM_2021, dict(figures)))


def broken_in(value: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.where) for finding in check_identities(value)]


def test_a_blank_counts_as_nothing_among_addends_and_in_a_balance() -> None:
    value = report({"requests.carried_over.natural": None, "disputes.litigation_direct.upheld": None})
    assert broken_in(value) == [
        ("I1", "requests.column.natural"),
        ("I3", "requests.row.carried_over"),
        ("I5", "disputes.litigation_direct"),
    ]
    balance = shown(value)["I1", "requests.column.natural"]
    assert balance.sentence == "12 + 1 = 11 + 空 ✗（空白按 0 计）"
    assert balance.explanation.endswith("结转下年度 空 ✗（空白按 0 计）")
    assert "相差 2。空白按 0 计。第一项" in check_identities(value)[0].message
    assert shown(report())["I1", "requests.column.natural"].explanation.endswith("结转下年度 2 ✓")


@pytest.mark.parametrize(
    "places",
    [
        ("requests.total_handled.natural",),  # a blank total
        ("requests.granted.total", "requests.denied_4.total"),  # all lines of a column blank
        ("requests.granted.total",),  # a total left blank is no line of nothing
        ("requests.carried_over.total",),
        ("requests.received.total", "requests.total_handled.total", "requests.granted.total"),
        ("disputes.litigation_direct.total",),
    ],
)
def test_a_blank_total_decides_nothing(places: tuple[str, ...]) -> None:
    assert broken(dict.fromkeys(places)) == []


def test_a_total_of_nothing_but_blanks_is_nothing() -> None:
    value = blank(("requests.received.commercial", 1), ("requests.received.total", 1))
    assert broken_in(value) == [("I1", "requests.column.commercial"), ("I1", "requests.column.total")]


def test_nothing_but_blanks_is_open() -> None:
    assert {identity.holds for identity in identities(blank())} == {None}
    only_total = blank(("requests.total_handled.natural", 4), ("requests.received.natural", 4))
    assert shown(only_total)["I2", "requests.column.natural"].holds is None
    assert shown(only_total)["I1", "requests.column.natural"].holds is True


@pytest.mark.parametrize("where", ["requests.carried_over", "requests.carried_over.natural"])
def test_what_the_reader_could_not_read_stays_open(where: str) -> None:
    value = report({"requests.carried_over.natural": None, "requests.carried_over.total": 0})
    warned = replace(value, findings=(Finding("unreadable", Severity.WARNING, where, "未读出。"),))
    assert ("I1", "requests.column.natural") in broken_in(value)
    assert shown(warned)["I1", "requests.column.natural"].holds is None
    assert shown(warned)["I3", "requests.row.carried_over"].holds is None


def test_a_report_that_carries_its_errors_is_judged_alike() -> None:
    value = report({"requests.carried_over.natural": None})
    assert check_identities(replace(value, findings=tuple(check_identities(value)))) == check_identities(
        value
    )


def test_the_sentence_has_the_numbers_put_in() -> None:
    found = shown(report())
    balance = found["I1", "requests.column.natural"]
    assert balance.sentence == "12 + 1 = 11 + 2 ✓"
    assert (
        balance.explanation == "表三“自然人”列：本年新收 12 + 上年结转 1 = 办理结果总计 11 + 结转下年度 2 ✓"
    )
    assert found["I2", "requests.column.natural"].sentence == "7 + 4 = 11 ✓"
    assert found["I2", "requests.column.legal"].explanation.endswith("21 项均为 0 = （七）总计 0 ✓")


def test_a_finding_names_figures_and_remedy() -> None:
    (first, _) = check_identities(
        report({"requests.carried_over.natural": 3, "requests.carried_over.total": 3})
    )
    assert first == Finding(
        code="I1",
        severity=Severity.ERROR,
        where="requests.column.natural",
        message=(
            "表三“自然人”列不平：本年新收 12 + 上年结转 1 合计 13，应等于 办理结果总计 11 + "
            "结转下年度 3 合计 14，相差 1。"
            "第一项加第二项之和应等于第三项加第四项之和，请核对该列的收件、结果和结转。"
        ),
        numbers={"left": 13, "right": 14, "difference": -1},
        also=(
            "requests.received.natural",
            "requests.carried_in.natural",
            "requests.total_handled.natural",
            "requests.carried_over.natural",
        ),
    )


def test_every_identity_of_a_form_is_there() -> None:
    codes = [identity.code for identity in identities(report(), report(year=2022))]
    assert {code: codes.count(code) for code in codes} == {"I1": 7, "I2": 7, "I3": 25, "I4": 7, "I5": 3}
