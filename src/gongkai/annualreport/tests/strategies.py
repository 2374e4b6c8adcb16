"""Random reports: any figures, any prose, both forms and hybrids."""

from hypothesis import strategies as st

from gongkai.annualreport import (
    FORM_CODES,
    FigureKind,
    Finding,
    Report,
    ReportSection,
    Severity,
    Source,
    Status,
    form_of,
    tables_of,
)
from gongkai.annualreport.layout import FormCell
from gongkai.annualreport.value import Value

PROSE = st.lists(
    st.text(alphabet="公开申请一二三，。《》（）0123456789件Aa <>&\"'%", min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool),
    max_size=4,
).map("\n".join)


def figures(cell: FormCell) -> st.SearchStrategy[Value]:
    """Any figure that the format allows for this cell."""
    if cell.kind is FigureKind.AMOUNT:
        return st.none() | st.decimals(0, 10**7, places=6).map(lambda d: f"{d.normalize():f}")
    return st.none() | st.integers(-99 if cell.kind is FigureKind.CHANGE else 0, 10**6)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with random cells; its identities mostly do not hold."""
    form = form_of(draw(st.sampled_from(FORM_CODES)), draw(st.sampled_from(FORM_CODES)))
    cells = {cell.id: draw(figures(cell)) for cell in form.cells.values()}
    return Report(
        organ=draw(st.sampled_from(["示例市工业和信息化局", "示例县人民政府"])),
        year=draw(st.none() | st.integers(2008, 2030)),
        form=form.code,
        form_requests=form.requests_code,
        tables=tables_of(form, cells),
        title=draw(st.sampled_from(["", "示例局2023年政府信息公开工作年度报告"])),
        intro=draw(PROSE),
        sections=tuple(ReportSection(part.number, part.title, draw(PROSE)) for part in form.parts),
        contact=draw(PROSE),
        status=draw(st.none() | st.sampled_from(Status)),
        sources={"requests.received.natural": Source("１", page=draw(st.none() | st.integers(1, 9)), row=4)},
        findings=(
            Finding("I1", Severity.ERROR, "requests.column.natural", "不平。", {"left": 1}, ("a", "b")),
        ),
    )
