"""The forms: every cell once, labels as the blank form prints them, grids without holes."""

import pytest

from gongkai.annualreport import (
    FORM_2019,
    FORM_2021,
    REQUEST_COLUMNS,
    REQUEST_LEAVES,
    REQUEST_LEAVES_2019,
    REQUEST_ROWS,
    CellRole,
    Form,
    Table,
    form_of,
)

TABLES = [(form, table) for form in (FORM_2021, FORM_2019) for table in form.tables.values()]


def test_rows_and_columns_have_the_exchange_ids_in_order() -> None:
    assert " ".join(row.id for row in REQUEST_ROWS) == (
        "received carried_in granted partial "
        "denied_1 denied_2 denied_3 denied_4 denied_5 denied_6 denied_7 denied_8 unable_1 unable_2 unable_3 "
        "rejected_1 rejected_2 rejected_3 rejected_4 rejected_5 "
        "other_1 other_2 other_3 total_handled carried_over"
    )
    assert (
        " ".join(column.id for column in REQUEST_COLUMNS)
        == "natural commercial research welfare legal other total"
    )
    assert len(REQUEST_LEAVES) == 21
    assert [row.id for row in REQUEST_LEAVES_2019][-1] == "other"


def test_every_cell_has_its_own_id() -> None:
    for form in (FORM_2021, FORM_2019):
        ids = [cell.id for table in form.tables.values() for cell in table.cells]
        assert len(ids) == len(set(ids)) == len(form.cells)
    assert len(FORM_2021.cells) == 10 + 25 * 7 + 15


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_a_grid_has_no_hole_and_no_overlap(form: Form, table: Table) -> None:
    for optional in (frozenset[str](), frozenset(form.cells)):
        grid = table.grid(optional)
        covered = [
            (row, column)
            for line in grid
            for cell in line
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        ]
        assert sorted(covered) == [
            (row, column) for row in range(len(grid)) for column in range(len(table.widths))
        ]


@pytest.mark.parametrize(("form", "table"), TABLES)
def test_every_figure_is_printed_once_and_explained(form: Form, table: Table) -> None:
    figures = [cell for line in table.grid() for cell in line if cell.role is CellRole.FIGURE]
    assert [f.cell for f in figures] == [cell.id for cell in table.cells if not cell.column.optional]
    assert all(len(figure.headers) >= 2 for figure in figures)


def test_merged_heads_of_table_three_are_those_of_the_blank_form() -> None:
    heads = {
        cell.text: (cell.rowspan, cell.colspan)
        for line in FORM_2021.tables["requests"].grid()
        for cell in line
        if cell.role is not CellRole.FIGURE
    }
    assert heads["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] == (3, 3)
    assert heads["申请人情况"] == (1, 7)
    assert heads["自然人"] == (2, 1)
    assert heads["法人或其他组织"] == (1, 5)
    assert heads["三、本年度办理结果"] == (22, 1)
    assert heads["（三）不予公开"] == (8, 1)
    assert heads["（七）总计"] == (1, 2)
    assert heads["四、结转下年度继续办理"] == (1, 3)


def test_a_figure_names_its_heads_widest_first() -> None:
    grid = FORM_2021.tables["requests"].grid()
    texts = {cell.key: cell.text for line in grid for cell in line}
    figure = next(cell for line in grid for cell in line if cell.cell == "requests.denied_4.commercial")
    assert [texts[key] for key in figure.headers] == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "4.保护第三方合法权益",
    ]


def test_a_block_of_table_two_is_not_explained_by_the_heads_of_another() -> None:
    grid = FORM_2021.tables["proactive"].grid()
    texts = {cell.key: cell.text for line in grid for cell in line}
    figure = next(cell for line in grid for cell in line if cell.cell == "proactive.licensing.count")
    assert [texts[key] for key in figure.headers] == ["第二十条第（五）项", "本年处理决定数量", "行政许可"]


def test_a_hybrid_takes_each_table_from_its_form() -> None:
    hybrid = form_of("2019", "2021")
    assert hybrid.tables["proactive"] is FORM_2019.tables["proactive"]
    assert hybrid.tables["requests"] is FORM_2021.tables["requests"]
    assert len(hybrid.request_leaves) == 21
