"""The desk's search over many publications, against the same search over a thousand; pages as a browser asks for them.

Titles are made of fifty words, so that each stands in a quarter of all rows: much denser than titles are. A thousand
are stored and copied within the database under other numbers. `make` is what indexing a row costs; a million rows take
some minutes of it. Usage: bench/searching.py [ROWS …], each more than the one before.
"""

from __future__ import annotations

import random
import sys
from functools import partial
from itertools import pairwise
from uuid import uuid4

from django.db import connection
from django.test import Client
from office import SEED, best, database, day_of, median, multiply, open_office

from gongkai.bodies.tests.factory import Bureau, account_of
from gongkai.ledger import triggers
from gongkai.proactive.models import Channel, PublicationRecord
from gongkai.search import indexing

ROUNDS = 9
WORDS = (
    *("关于", "公布", "年度", "政府", "信息", "公开", "工作", "报告", "通知", "中小", "企业", "节能", "监察"),
    *("计划", "项目", "申报", "补贴", "资金", "管理", "办法", "环境", "影响", "评价", "批复", "行政", "处罚"),
    *("许可", "决定", "道路", "运输", "安全", "生产", "检查", "结果", "市场", "监督", "培训", "会议", "解读"),
    *("政策", "数字", "经济", "工业", "园区", "人才", "住房", "教育", "医疗", "预算", "决算"),
)
QUESTIONS = {
    "one character": "医",
    "a word of a quarter of the rows": "公开",
    "two words together": "节能监察",
    "two words apart": "节能 监察",
    "three words together": "节能监察计划",
    "a number": "777号",
    "a number and a word": "公开 777号",
    "what one row has": "独一无二",
    "nothing": "没有这样的",
}


# A copy of a row bears another number; what one row has stays with one.
COPIED = {"title": "replace(replace(t.title, '独一无二', ''), '〕', '〕' || n.i)"}


def publish(office: Bureau) -> None:
    """Store a thousand publications with titles of fourteen words, without the guards and the chain."""
    made, channel = random.Random(7), Channel.objects.order_by("pk").first()
    triggers.drop_all(connection)
    PublicationRecord.objects.bulk_create(
        [
            PublicationRecord(
                organ=office.organ,
                channel=channel,
                medium=channel.medium,
                title=f"{''.join(made.choices(WORDS, k=14))}（示例发〔2023〕{n}号）"
                + "独一无二" * (n == SEED // 2),
                published_on=day_of(n),
                counted_on=day_of(n),
                transaction_id=uuid4(),
                salt=b"0" * 16,
            )
            for n in range(SEED)
        ]
    )
    triggers.install_all(connection)


def measure(browser: Client) -> dict[tuple[str, str], float]:
    """Return the median seconds of each question: the page of all kinds, and that of publications alone."""
    return {
        (name, page): median(partial(ask, browser, text, kind), ROUNDS)
        for name, text in QUESTIONS.items()
        for page, kind in (("all kinds", ""), ("one kind", "proactive.publications"))
    }


def ask(browser: Client, text: str, kind: str) -> None:
    """Ask for a page of hits."""
    if browser.get("/desk/search/", {"q": text} | ({"kind": kind} if kind else {})).status_code != 200:
        raise RuntimeError(text)


def main() -> None:
    """Print the time of each search over a thousand rows, and its ratio over more."""
    sizes = [int(rows) for rows in sys.argv[1:]] or [100_000]
    office = open_office()
    viewer = office.disclosure_officer
    account_of(viewer.officer, "bench")
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(viewer.officer.user)
    found: list[dict[tuple[str, str], float]] = []
    made = []
    for before, rows in pairwise([0, SEED, *sizes]):
        multiply(rows, before=before, changed=COPIED) if before else publish(office)
        made.append(best(indexing.rebuild, rounds=1) / rows)
        print(f"{rows:,} rows indexed", file=sys.stderr, flush=True)
        if connection.vendor == "postgresql":  # as its own housekeeping would, a little later
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        ask(browser, "公开", "")
        found.append(measure(browser))
    base, *more = found
    print(f"{database()}: {'':52} {SEED:>10,} " + "".join(f"{rows:>12,}" for rows in sizes))
    for (name, page), seconds in base.items():
        ratios = "".join(f"{each[name, page] / seconds:>10.1f} ×" for each in more)
        print(f"{database()}: {name:34} {page:16} {1000 * seconds:>8.1f} ms {ratios}")
    print(
        f"{database()}: {'make, microseconds a row':51} " + "".join(f"{1e6 * each:>12.0f}" for each in made)
    )


if __name__ == "__main__":
    main()
