"""gongkai fee."""

from __future__ import annotations

import json

import click

from gongkai import law
from gongkai.config.refusal import CommandRefused


@click.command(
    help="计算信息处理费：按件（同一申请人一个自然月内的件数）或按量（一件申请的页数），二者只能选一。\n\n"
    "示例：gongkai fee --items 31"
)
@click.option("--items", type=int, metavar="件数", help="当月累计件数。")
@click.option("--pages", type=int, metavar="页数", help="一件申请的页数（A4 及以下单面为一页）。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(items: int | None, pages: int | None, as_json: bool) -> None:
    """Compute the fee one way; exit 2 when neither or both are given."""
    if (items is None) == (pages is None):
        raise click.UsageError(
            "请给出 --items 或 --pages 之一；同一件申请不能两种方式并用（信息处理费办法第三条）。"
        )
    values = law.shipped_values()
    try:
        fee = (
            law.fee_by_pages(pages, values=values)
            if pages is not None
            else law.fee_by_items(items or 0, values=values)
        )
    except law.LawError as error:
        raise CommandRefused(error.message, code=error.code, where=error.where, exit_code=2) from error
    click.echo(json.dumps(_value(fee), ensure_ascii=False) if as_json else _text(fee))


def _value(fee: law.Fee) -> dict[str, object]:
    return {
        "amount": f"{fee.amount:.2f}",
        "bands": [
            {
                "from": band.first,
                "to": band.last,
                "count": band.count,
                "price": f"{band.price:.2f}",
                "amount": f"{band.amount:.2f}",
            }
            for band in fee.bands
        ],
        "basis": list(fee.basis),
    }


def _text(fee: law.Fee) -> str:
    unit = "件" if fee.way == "items" else "页"
    lines = [f"{fee.quantity} {unit}，信息处理费 {fee.amount:.2f} 元"]
    for band in fee.bands:
        limits = f"{band.first}–{band.last} {unit}" if band.last else f"{band.first} {unit}以上"
        lines.append(f"  {limits}：{band.count} {unit} × {band.price:.2f} 元 = {band.amount:.2f} 元")
    lines.append(f"依据：{'、'.join(fee.basis)}。是否收费由本机关决定，系统不自动收费。")
    return "\n".join(lines)
