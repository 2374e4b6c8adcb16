"""gongkai import: a ledger in, its dry run, its kinds and its template."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.config import startup
from gongkai.config.options import IDENTIFIER
from gongkai.config.refusal import CommandRefused

if TYPE_CHECKING:
    from gongkai.bodies.viewer import Viewer
    from gongkai.registry import Importer
    from gongkai.shell.ledgers.planning import Plan

_HELP = """导入一册台账（XLSX 或 CSV）。全部正确才导入，有一处错误则一行也不导入；重复导入不会重复登记。

错误逐个单元格列出（如 B7）、并说明怎样改。与已有记录内容不同的行，使用 --correct 才作更正。

示例：gongkai import papers.instruments 公文台账2023.xlsx --dry-run
"""
_DONE, _FOUND, _BAD_INPUT = 0, 1, 2
_SHOWN = 50


@click.command(help=_HELP, short_help="导入台账（XLSX 或 CSV）。")
@click.argument("kind", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不导入。")
@click.option("--correct", is_flag=True, help="与已有记录不同的行作更正（原记录保留，注明已更正）。")
@click.option("--kinds", "list_kinds", is_flag=True, help="列出可导入的台账、各列和识别依据。")
@click.option("--template", metavar="KIND", help="写出一册空白台账，带填写说明；与 --out 一起使用。")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="空白台账写到哪里。")
@click.option("--organ", type=IDENTIFIER, metavar="CODE", help="机关代码；只有一个机关时不必写。")
@click.option(
    "--as", "login", type=IDENTIFIER, metavar="OFFICER", help="以哪位工作人员（登录账号或编号）的名义导入。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(
    kind: str | None,
    file: Path | None,
    dry_run: bool,
    correct: bool,
    list_kinds: bool,
    template: str | None,
    out: Path | None,
    organ: str | None,
    login: str | None,
    as_json: bool,
) -> int:
    """Do one of three things; exit 1 where rows are wrong or the import is refused, 2 for what cannot be read."""
    startup.start_django()
    if list_kinds:
        return _list_kinds(as_json)
    if template is not None:
        return _write_template(template, out)
    if kind is None or file is None:
        raise click.UsageError("请写明台账种类和文件；有哪些种类：gongkai import --kinds")
    plan = _import(_viewer(organ, login), _importer(kind), file, dry_run=dry_run, correct=correct)
    if as_json:
        click.echo(json.dumps(_value(plan), ensure_ascii=False))
    else:
        _say(plan, file, dry_run=dry_run)
    return _FOUND if plan.errors else _DONE


def _import(viewer: Viewer, importer: Importer, file: Path, *, dry_run: bool, correct: bool) -> Plan:
    from gongkai.bodies.blockers import ActionBlocked  # noqa: PLC0415
    from gongkai.bodies.viewer import NotAllowed  # noqa: PLC0415 - models load after start_django
    from gongkai.ledger.errors import DatabaseRejected  # noqa: PLC0415
    from gongkai.shell.ledgers.import_run import run_import  # noqa: PLC0415
    from gongkai.shell.ledgers.planning import plan_import  # noqa: PLC0415
    from gongkai.shell.spreadsheets.errors import UnreadableFile  # noqa: PLC0415

    try:
        data = file.read_bytes()
        if dry_run:
            return plan_import(
                viewer, importer, data, file.name, correct=correct, report_progress=_report_progress
            )
        return run_import(
            viewer, importer, data, file.name, correct=correct, report_progress=_report_progress
        )
    except OSError as error:
        raise CommandRefused(
            f"“{file}”打不开，请检查路径和权限。",
            code="unreadable_file",
            where=str(file),
            exit_code=_BAD_INPUT,
        ) from error
    except UnreadableFile as error:
        raise CommandRefused(
            str(error), code="unreadable_file", where=str(file), exit_code=_BAD_INPUT
        ) from error
    except (NotAllowed, ActionBlocked) as error:
        raise CommandRefused(str(error), code="refused", where=importer.id) from error
    except DatabaseRejected as error:
        raise CommandRefused(error.message, code=error.code.lower(), where=importer.id) from error
    finally:
        _report_progress("")


def _report_progress(sentence: str, done: int = 0, total: int = 0) -> None:
    """Progress on standard error, in one line, only for a person at a terminal."""
    if sys.stderr.isatty():
        far = f"：{done:,} / {total:,}" if total else f"：{done:,} 行" if done else ""
        click.echo(f"\r\x1b[K{sentence}{far}", nl=False, err=True)


def _importer(kind: str) -> Importer:
    from gongkai import registry  # noqa: PLC0415 - filled by start_django

    try:
        return registry.one(registry.Importer, kind)
    except registry.NotDeclared:
        known = "、".join(i.id for i in registry.all_of(registry.Importer))
        raise CommandRefused(
            f"没有“{kind}”这种台账。可导入的有：{known}。",
            code="unknown_kind",
            where="kind",
            exit_code=_BAD_INPUT,
        ) from None


def _viewer(organ_code: str | None, login: str | None) -> Viewer:
    """Return who imports: the officer named, otherwise the command itself; in the organ named or the only one."""
    from django.db.models import Q  # noqa: PLC0415 - models load after start_django

    from gongkai.bodies.models import Officer, Organ  # noqa: PLC0415
    from gongkai.bodies.viewer import command_viewer, viewer_of  # noqa: PLC0415
    from gongkai.norms.today import today  # noqa: PLC0415

    organs = list(Organ.objects.filter(code=organ_code) if organ_code else Organ.objects.all()[:2])
    if len(organs) != 1:
        message = f"没有代码为“{organ_code}”的机关。" if organ_code else "请用 --organ 写明机关代码。"
        raise CommandRefused(message, code="unknown_organ", where="organ", exit_code=_BAD_INPUT)
    if login is None:
        return command_viewer(organs[0], "import", on=today())
    officer = Officer.objects.filter(Q(user__username=login) | Q(number=login), organ=organs[0]).first()
    if officer is None:
        message = f"{organs[0].name}没有账号或编号为“{login}”的工作人员。"
        raise CommandRefused(message, code="unknown_officer", where="as", exit_code=_BAD_INPUT)
    return viewer_of(officer, on=today())


def _value(plan: Plan) -> dict[str, Any]:
    """Return what `--json` prints."""
    errors = [{"cell": e.cell, "rule": e.rule, "message": e.message} for e in plan.errors]
    counts = {
        "new": plan.number_of("new"),
        "known": plan.number_of("known"),
        "changed": plan.number_of("changed"),
    }
    return {**counts, "errors": errors, "notices": plan.notices, "done": plan.done}


def _say(plan: Plan, file: Path, *, dry_run: bool) -> None:
    errors = plan.errors
    for error in errors[:_SHOWN]:
        click.echo(f"{error.cell}　{error.message}")
    if len(errors) > _SHOWN:
        click.echo(f"……共 {len(errors)} 处，用 --json 可看全部。")
    for notice in plan.notices:
        click.echo(notice)
    counts = "，".join(f"{label} {number:,} {unit}" for label, number, unit, _ in plan.counts)
    if errors:
        click.echo(f"{file.name}：{counts}。没有导入任何一行，请改正后重新导入。")
    elif dry_run:
        click.echo(f"{file.name}：{counts}。检查通过，去掉 --dry-run 即可导入。")
    else:
        click.echo(f"{file.name}：{counts}。" + ("已导入。" if plan.done else "没有需要导入的内容。"))


def _list_kinds(as_json: bool) -> int:
    from gongkai import registry  # noqa: PLC0415 - filled by start_django

    importers = registry.all_of(registry.Importer)
    if as_json:
        value = [
            {
                "kind": i.id,
                "title": i.title,
                "key": i.key_headers,
                "repeats": i.repeats,
                "columns": [
                    {"header": c.header, "required": c.required, "aliases": list(c.aliases), "note": c.note}
                    for c in i.columns
                ],
            }
            for i in importers
        ]
        click.echo(json.dumps(value, ensure_ascii=False))
        return _DONE
    for importer in importers:
        click.echo(f"{importer.id}　{importer.title}")
        click.echo(
            "  列：" + "、".join(c.header + ("" if c.required else "（选填）") for c in importer.columns)
        )
        several = "（相同的可以有几行）" if importer.repeats else ""
        click.echo(f"  识别依据：{'、'.join(importer.key_headers)}{several}")
    return _DONE


def _write_template(kind: str, out: Path | None) -> int:
    from gongkai.shell.spreadsheets.template import write_template  # noqa: PLC0415 - models load after start_django

    if out is None:
        raise click.UsageError("请用 --out 写明空白台账的文件名，如 --out 公文台账.xlsx")
    importer = _importer(kind)
    try:
        out.write_bytes(write_template(importer))
    except OSError as error:
        raise CommandRefused(
            f"“{out}”写不进去，请检查路径和权限。", code="unwritable_file", where="out", exit_code=_BAD_INPUT
        ) from error
    click.echo(f"{importer.title}空白台账已写到 {out}")
    return _DONE
