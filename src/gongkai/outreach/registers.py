"""The books of this room as lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.outreach import books
from gongkai.outreach.models import Policy
from gongkai.outreach.queries import interpretations_of, pushes_of
from gongkai.shell.imports.books import Book
from gongkai.shell.imports.registers import register_of

GROUP = "主动公开"


def policy_details(policy: Policy) -> Sequence[tuple[str, Any]]:
    """Return a policy's card, with what explains it and to whom it was pushed."""
    explained = [f"{i.get_form_display()}《{i.title}》{i.published_on}" for i in interpretations_of(policy)]
    pushed = [f"{p.target} {p.pushed_on}" for p in pushes_of(policy)]
    return [
        *((column.label, column.value(policy)) for column in POLICIES.columns),
        ("解读", "；".join(explained) or "还没有解读"),
        ("推送", "；".join(pushed) or "还没有推送"),
    ]


def _listed(book: Book, empty: str, *optional: str) -> Any:
    return register_of(book, group=GROUP, empty=empty, optional=optional)


POLICIES = register_of(
    books.POLICIES,
    group=GROUP,
    empty="这里是政策库：每项政策的适用对象、条件和有效期。下载模板填好后导入。",
    optional=("published_on", "conditions", "support", "window", "accepted_by", "contact"),
    details=policy_details,
)

REGISTERS = (
    POLICIES,
    _listed(
        books.INTERPRETATIONS,
        "这里登记政策解读，每件解读对应政策库中的一项政策。",
        "section",
        "channel",
        "url",
    ),
    _listed(books.BRIEFINGS, "这里登记会议宣贯、电视讲堂、政策进园区等活动。", "policies", "section"),
    _listed(books.PUSHES, "这里登记政策推送给了谁、覆盖多少、有什么反馈。", "matched_by", "feedback"),
    _listed(books.COMPILATIONS, "这里登记编印的政策汇编和印制数量。"),
    _listed(books.DISTRIBUTIONS, "这里登记政策汇编发放给了谁；合计不能超过印制数量。"),
)
