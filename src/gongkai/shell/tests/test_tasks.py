"""What a person waits for: its progress, its end, and what becomes of it when its process is gone."""

from __future__ import annotations

import datetime
import os
import re
import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.registry import ScheduledJob, TaskKind
from gongkai.registry.store import _store
from gongkai.shell.jobs import TASKS_KEPT, prune
from gongkai.shell.ledgers import staging, tasks
from gongkai.shell.models import JobRun, Task, TaskState
from gongkai.shell.tasks import running
from gongkai.shell.tasks.alerts import stopped_work
from gongkai.shell.tasks.presence import worker_is_there, worker_presence
from gongkai.shell.tasks.progress_files import TaskProgress, read_progress
from gongkai.shell.tasks.running import recover_tasks, run_next_task, start_task
from gongkai.shell.tasks.schedule import failures, run_due_jobs

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 1, 10)
HEADER = "发文字号,标题,公文种类,公开属性,属性理由,成文日期,有效性\n"
ROW = "示工信发〔2023〕{0}号,示例·通知{0},通知,主动公开,,2023-03-05,有效\n"


def ledger(rows: int) -> bytes:
    return (HEADER + "".join(ROW.format(n) for n in range(1, rows + 1))).encode()


@pytest.fixture
def office():
    return bureau()


@pytest.fixture
def viewer(office):
    return office.disclosure_officer


@pytest.fixture
def browser(viewer):
    client = Client()
    client.force_login(account_of(viewer.officer, "zhuanren"))
    return client


@pytest.fixture
def declared():
    """Declare for this test alone."""
    kept = {kind: dict(items) for kind, items in _store.items()}

    def declare(item: Any) -> Any:
        _store.setdefault(type(item), {})[item.id] = item
        return item

    yield declare
    _store.clear()
    _store.update(kept)


@pytest.fixture
def kind(declared):
    """A task that does what a test tells it to."""
    does: dict[str, Any] = {"run": lambda running: None}
    made = declared(
        TaskKind(
            id="shell.example",
            label="示例",
            run=lambda running: does["run"](running),
            result_url=lambda task: "/desk/",
            retry_url=lambda task: "/desk/",
        )
    )
    return made, does


def ask(viewer, kind) -> Task:
    return start_task(viewer=viewer, kind=kind, title="示例", parameters={"n": 1})


def now(task) -> Task:
    task.refresh_from_db()
    return task


def cut_off(task) -> None:
    """As a killed worker leaves it."""
    Task.objects.filter(pk=task.pk).update(state=TaskState.RUNNING, attempts=now(task).attempts + 1)


def ready(task) -> None:
    Task.objects.filter(pk=task.pk).update(ready_at=timezone.now())


def test_a_task_is_done_in_turn_and_keeps_its_result(viewer, kind):
    made, does = kind
    does["run"] = lambda running: {"twice": 2 * running.parameters["n"]}
    first, second = ask(viewer, made), ask(viewer, made)
    assert run_next_task()
    assert (now(first).state, first.result, first.attempts) == ("done", {"twice": 2}, 1)
    assert now(second).state == "waiting"
    assert run_next_task()
    assert not run_next_task()
    assert now(second).finished_at


def test_it_tells_how_far_it_is(viewer, kind):
    made, does = kind
    seen = []

    def run(running):
        running.report_progress("正在逐行检查", 500, 2000)
        seen.append(read_progress(running.task.pk))
        running.report_progress("正在逐行检查", 501, 2000)  # too soon to be worth writing
        seen.append(read_progress(running.task.pk))

    does["run"] = run
    task = ask(viewer, made)
    run_next_task()
    assert seen == [TaskProgress("正在逐行检查", 500, 2000)] * 2
    assert read_progress(task.pk) == TaskProgress(), "of a task that is over nobody asks"


def test_the_page_counts_what_is_written_while_the_import_holds_the_database(browser, viewer, monkeypatch):
    monkeypatch.setattr(running, "REPORT_SECONDS", 0)
    importer = registry.one(registry.Importer, "papers.instruments")
    checked = tasks.check_ledger(viewer, importer, [ledger(1200)], "公文.csv", tasks.SMALL + 1)
    run_next_task()
    task = tasks.import_checked(viewer, importer, now(checked), correct=False)
    seen = []

    def look(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "papers_officialdocument"'):
            page = browser.get(reverse("shell:task", args=[task.pk]), headers={"HX-Request": "true"}).text
            seen.append(re.search(r"已写入：([\d,]+) / 1,200", page))
            listed = browser.get(reverse("shell:tasks")).text
            assert (seen[-1][0] if seen[-1] else "正在准备写入 1,200 行") in listed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        run_next_task()
    assert now(task).state == "done"
    assert [found and found[1] for found in seen] == [None, "500", "1,000"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ActionBlocked([Blocker("文件打不开，请重新选择。")]), "文件打不开，请重新选择。"),
        (ValueError("身份证号"), "程序出错（ValueError）"),
    ],
)
def test_what_cannot_be_done_says_why_and_is_not_tried_again(viewer, kind, error, sentence, caplog):
    made, does = kind

    def run(running):
        raise error

    does["run"] = run
    task = ask(viewer, made)
    run_next_task()
    assert now(task).state == "failed"
    assert task.failure.startswith(sentence)
    assert "身份证号" not in task.failure + caplog.text


def test_a_database_that_is_busy_is_tried_again_later(viewer, kind):
    made, does = kind

    def run(running):
        if running.task.attempts < 2:
            raise OperationalError("database is locked")

    does["run"] = run
    task = ask(viewer, made)
    run_next_task()
    assert (now(task).state, task.sentence) == ("waiting", "数据库暂时不能使用，稍后自动重试")
    assert not run_next_task()  # not yet
    ready(task)
    run_next_task()
    assert (now(task).state, task.attempts) == ("done", 2)


def test_a_task_that_was_cut_off_is_given_back_until_it_had_its_attempts(viewer, kind):
    made, _ = kind
    task = ask(viewer, made)
    for _ in range(made.attempts - 1):
        cut_off(task)
        recover_tasks()
        assert now(task).state == "waiting"
    cut_off(task)
    recover_tasks()
    assert now(task).state == "failed"
    assert task.failure.startswith("后台工作中断，已试 3 次，没有完成")


def test_whether_a_worker_is_there_can_be_seen():
    seen = []

    def look() -> None:
        seen.append(worker_is_there())
        connection.close()

    for _ in range(2):
        with worker_presence(), worker_presence():
            other = threading.Thread(target=look)
            other.start()
            other.join()
    assert seen == [True, True]
    assert not worker_is_there()


def test_the_page_of_a_task_follows_it_to_its_result(browser, viewer, kind):
    made, _ = kind
    task = ask(viewer, made)
    url = reverse("shell:task", args=[task.pk])
    waits = browser.get(url)
    assert "正在排队" in waits.text
    assert "后台工作没有运行" in waits.text
    assert 'http-equiv="refresh"' in waits.text
    assert 'hx-trigger="every 1s"' in waits.text
    cut_off(task)
    assert "后台工作中断（第 1 次）" in browser.get(url, headers={"HX-Request": "true"}).text
    recover_tasks()
    ready(task)
    run_next_task()
    polled = browser.get(url, headers={"HX-Request": "true"})
    assert (polled.status_code, polled["HX-Redirect"]) == (204, "/desk/")
    assert browser.get(url)["Location"] == "/desk/"
    assert "已完成" in browser.get(reverse("shell:tasks")).text


def test_a_task_that_failed_says_why_and_does_not_poll(browser, viewer, kind):
    made, does = kind

    def run(running):
        raise ActionBlocked([Blocker("示例的原因。")])

    does["run"] = run
    task = ask(viewer, made)
    run_next_task()
    page = browser.get(reverse("shell:task", args=[task.pk])).text
    assert "示例的原因。" in page
    assert "hx-trigger" not in page
    assert "refresh" not in page


def test_a_large_ledger_waits_for_the_worker_and_a_small_one_does_not(browser, viewer, monkeypatch):
    importer = registry.one(registry.Importer, "papers.instruments")
    small = tasks.check_ledger(viewer, importer, [ledger(3)], "公文.csv", 300)
    assert small.state == "done"
    large = tasks.check_ledger(viewer, importer, [ledger(3)], "公文.csv", tasks.SMALL + 1)
    assert large.state == "waiting"
    run_next_task()
    plan = browser.get(reverse("shell:task", args=[large.pk]), follow=True)
    assert "示例·通知3" in plan.text
    begun = browser.post(reverse("shell:import_plan", args=[importer.id, large.pk]))
    again = browser.post(reverse("shell:import_plan", args=[importer.id, large.pk]))
    assert begun["Location"] == again["Location"]  # pressed twice, asked for once
    run_next_task()
    done = browser.get(begun["Location"], follow=True).text
    assert "已导入：新增 3 条，更正 0 条，原来已有 0 条。" in done
    later = browser.post(reverse("shell:import_plan", args=[importer.id, large.pk]))
    run_next_task()
    assert tasks.GONE in browser.get(later["Location"]).text


def test_a_changed_row_is_corrected_when_the_officer_says_so(browser):
    address = reverse("shell:import", args=["papers.instruments"])

    def send(text: bytes):
        return browser.post(address, {"file": SimpleUploadedFile("公文.csv", text)}, follow=True)

    plan = send(ledger(2)).redirect_chain[-1][0]
    browser.post(plan)
    changed = send(ledger(2).replace("示例·通知2".encode(), "示例·通知二".encode()))
    assert "有 1 行与系统中的记录不同" in changed.text
    assert "“标题”现为“示例·通知2”，文件中为“示例·通知二”" in changed.text
    plan = changed.redirect_chain[-1][0]
    refused = browser.post(plan, follow=True).text
    assert "检查之后，系统中的记录有变化" in refused
    done = browser.post(plan, {"correct": "yes"}, follow=True).text
    assert "已导入：新增 0 条，更正 1 条，原来已有 1 条。" in done


def test_a_file_that_cannot_be_read_is_said_at_the_field(browser):
    address = reverse("shell:import", args=["papers.instruments"])
    answer = browser.post(address, {"file": SimpleUploadedFile("公文.xlsx", b"PK\x03\x04")})
    assert "不是完整的 XLSX 表格" in answer.text


def test_an_import_killed_after_its_commit_is_done(viewer, monkeypatch):
    """The task ends in the transaction of the import, so nobody is told of it as if nothing had been new."""
    importer = registry.one(registry.Importer, "papers.instruments")
    checked = tasks.check_ledger(viewer, importer, [ledger(2)], "公文.csv", 300)

    def killed(token: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(staging, "discard", killed)
    with pytest.raises(KeyboardInterrupt):
        tasks.import_checked(viewer, importer, checked, correct=False)
    task = Task.objects.get(kind=tasks.IMPORT.id)
    assert (task.state, task.result["new"], task.result["done"]) == ("done", 2, True)


def test_nobody_sees_the_task_of_another(browser, office, viewer):
    importer = registry.one(registry.Importer, "papers.instruments")
    task = tasks.check_ledger(viewer, importer, [ledger(1)], "公文.csv", 300)
    stranger = Client()
    stranger.force_login(account_of(office.section_head.officer, "kezhang"))
    assert stranger.get(reverse("shell:task", args=[task.pk])).status_code == 404
    assert "公文.csv" not in stranger.get(reverse("shell:tasks")).text
    assert browser.get(reverse("shell:import_plan", args=[importer.id, task.pk])).status_code == 200
    assert browser.get(reverse("shell:import_plan", args=["proactive.decisions", task.pk])).status_code == 404


def test_what_is_old_goes(viewer, kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made, _ = kind
    old, new = ask(viewer, made), ask(viewer, made)
    run_next_task()
    run_next_task()
    Task.objects.filter(pk=old.pk).update(
        finished_at=timezone.now() - TASKS_KEPT - datetime.timedelta(days=1)
    )
    stale, fresh = staging.stage([b"1"]), staging.stage([b"2"])
    os.utime(tmp_path / "imports" / stale, (0, 0))
    prune()
    assert list(Task.objects.all()) == [new]
    assert (staging.fetch(stale), staging.fetch(fresh)) == (None, b"2")


def test_jobs_run_when_their_time_has_come_and_a_failure_is_told(office, declared):
    ran = []

    def run() -> None:
        ran.append(1)
        if len(ran) == 1:
            raise ValueError

    declared(ScheduledJob(id="shell.example", label="示例工作", every=datetime.timedelta(hours=1), run=run))
    run_due_jobs()
    run_due_jobs()
    assert len(ran) == 1
    assert failures() == [("示例工作", "ValueError")]
    told = [sentence for sentence, _ in stopped_work(office.administrator.on(DAY))]
    assert any("示例工作" in sentence for sentence in told)
    JobRun.objects.filter(job="shell.example").update(begun_at=timezone.now() - datetime.timedelta(hours=2))
    run_due_jobs()
    assert len(ran) == 2
    assert failures() == []


def test_a_task_that_has_not_begun_can_be_cancelled_and_another_cannot(browser, viewer, kind):
    made, _ = kind
    task = ask(viewer, made)
    assert "取消</button>" in browser.get(reverse("shell:task", args=[task.pk])).text
    cancel = reverse("shell:cancel_task", args=[task.pk])
    assert "没有留下任何内容" in browser.post(cancel, follow=True).text
    assert not run_next_task()
    assert now(task).failure == "开始以前已取消。"
    begun = ask(viewer, made)
    cut_off(begun)
    refused = browser.post(reverse("shell:cancel_task", args=[begun.pk]), follow=True)
    assert "已经开始，不能取消" in refused.text
    assert now(begun).state == TaskState.RUNNING
