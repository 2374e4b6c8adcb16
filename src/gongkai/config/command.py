"""The `gongkai` command: one table of subcommands, each in its own file, imported when it is asked for.

Exit codes: 0 done, 1 a finding or a refusal, 2 bad input or usage. With ``--json`` an error is one JSON value
on standard output. ``commands/<name>.py`` offers `command`; the file of a name that Python keeps for
itself ends in an underscore (``import_.py``).
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.metadata import version
from keyword import iskeyword
from types import MappingProxyType
from typing import Any, NoReturn

import click

from gongkai.config import chinese
from gongkai.config.refusal import CommandRefused, error_value

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "demo": "打开示例单位：台账、年度报告和网站",
        "init": "为本单位新建系统",
        "serve": "启动网站和后台任务",
        "migrate": "把数据库升级到本版本",
        "import": "导入台账（XLSX 或 CSV）",
        "deadline": "计算期限，逐日说明",
        "fee": "计算信息处理费",
        "precheck": "公开前检查文本和文件",
        "report": "生成、读取、核对、汇总年度报告",
        "verify": "核验台账和网站",
        "backup": "做成备份，当场验证",
        "restore": "从备份恢复",
        "appoint": "在服务器上登记任职",
        "rotate-key": "更换台账密钥",
        "reset-account": "重置账号的密码、第二因素",
        "reindex": "重建或者核对查找索引",
    }
)

CANNOT_WRITE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}


def _module(name: str) -> str:
    module = name.replace("-", "_")
    return f"gongkai.config.commands.{module}_" if iskeyword(name) else f"gongkai.config.commands.{module}"


class Gongkai(click.Group):
    """A group whose subcommands are imported one at a time, and whose errors are Chinese or JSON."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one subcommand; None for a name that is not there."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(_module(cmd_name)).command
        command.name = cmd_name
        chinese.name_placeholders(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands from the table, importing none of them."""
        with formatter.section(chinese.say("Commands")):
            formatter.write_dl([(name, COMMANDS[name]) for name in COMMANDS])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command and leave with its exit code; a number a command returns is its exit code."""
        given = list(sys.argv[1:] if args is None else args)

        def run() -> Any:
            return super(Gongkai, self).main(
                given,
                prog_name or "gongkai",
                complete_var,
                False,
                windows_expand_args=windows_expand_args,
                **extra,
            )

        sys.exit(_exit_code(run, as_json="--json" in given))


def _said(error: click.ClickException, *, as_json: bool) -> int:
    if as_json:
        click.echo(json.dumps(error_value(error), ensure_ascii=False))
    else:
        error.show()
    return click.UsageError.exit_code if isinstance(error, click.FileError) else error.exit_code


def _exit_code(run: Callable[[], Any], *, as_json: bool) -> int:
    try:
        result = run()
    except click.ClickException as error:
        return _said(error, as_json=as_json)
    except click.Abort:
        click.echo(chinese.say("Aborted!"), err=True)
        return 1
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        sentence = f"{error.filename or '磁盘'} 不能读写，没有办成；请检查文件权限和磁盘空间。"
        return _said(CommandRefused(sentence, code="cannot_write", exit_code=1), as_json=as_json)
    except Exception as error:
        if _is_django_error(error, "django.core.exceptions", "ImproperlyConfigured"):
            return _said(CommandRefused(str(error), code="settings", exit_code=2), as_json=as_json)
        if _is_django_error(error, "django.db", "DatabaseError"):
            return _said(CommandRefused(_of_database(error), code="database", exit_code=1), as_json=as_json)
        raise
    return result if isinstance(result, int) else 0


def _is_django_error(error: Exception, module: str, name: str) -> bool:
    """Whether Django raised it; a command that needs none has not loaded what tells."""
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(error, getattr(loaded, name))


def _of_database(error: Exception) -> str:
    """Return what is the matter with the database, and what to do."""
    if "readonly" in str(error) or "read-only" in str(error):
        return "数据库只能读、不能写，没有办成；请检查文件权限、磁盘空间，或者是否连到了只读的副本。"
    return (
        "数据库打不开、已损坏或者不完整，没有办成；请先不要再写入，用 gongkai verify 核对，必要时从备份恢复。"
    )


chinese.install()


@click.group(
    cls=Gongkai,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]…",
    help="公开：政府信息公开工作的全部环节，一个程序。\n\n示例：gongkai deadline 2024-03-01",
    epilog="每个命令都有说明和示例：gongkai 命令 --help",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
@click.version_option(version("gongkai"), prog_name="gongkai")
def gongkai() -> None:
    """Find a subcommand; nothing else happens here."""


def main() -> NoReturn:
    """Entry point of the `gongkai` executable. What it makes, only its owner reads: people's requests are in it."""
    os.umask(0o077)
    gongkai.main()
