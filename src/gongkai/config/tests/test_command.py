"""The command itself: Chinese on every line, one exit code a meaning, nothing imported before it is asked for."""

import ast
import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gongkai.config import chinese
from gongkai.config.command import COMMANDS, gongkai
from gongkai.config.refusal import CommandRefused

# what click says to programmers only
NOT_SAID = {
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead?"
    " Did you mean to pass '--{name}'?",
}


def messages_of(module: object) -> set[str]:
    """Every literal message that a module of click asks to be translated."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    asked = [
        node.args
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    ]
    return {
        each.value
        for args in asked
        for each in args
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


@pytest.mark.parametrize("module", chinese.MODULES, ids=lambda module: module.__name__)
def test_every_word_of_click_has_its_chinese(module: object) -> None:
    assert messages_of(module) - set(chinese.WORDS) - NOT_SAID == set()


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(gongkai, list(args))
    return result.exit_code, result.output


def test_help_names_every_command_that_is_there() -> None:
    code, output = run("--help")
    assert code == 0
    assert "用法：" in output
    for word in ("Usage", "Options", "Commands", "Show this"):
        assert word not in output
    for name in gongkai.list_commands(click.Context(gongkai)):
        assert COMMANDS[name] in output


@pytest.mark.parametrize("name", gongkai.list_commands(click.Context(gongkai)))
def test_every_command_has_chinese_help_with_an_example(name: str) -> None:
    code, output = run(name, "--help")
    assert code == 0
    assert "用法：" in output
    assert f"gongkai {name}" in output
    for word in ("Usage", "Options", "OPTIONS", "ARGS", "INTEGER", "TEXT", "Show this", "required"):
        assert word not in output


def test_version() -> None:
    assert run("--version") == (0, f"gongkai {version('gongkai')}\n")


def test_an_unknown_command_is_a_usage_error() -> None:
    code, output = run("dedline")
    assert code == 2
    assert "没有命令 'dedline'。" in output


def test_an_unknown_option_is_named_in_json() -> None:
    code, output = run("fee", "--json", "--sheets", "3")
    assert code == 2
    error = json.loads(output)["error"]
    assert (error["code"], error["where"]) == ("usage", "--sheets")
    assert error["message"].startswith("没有选项 '--sheets'。")


def test_a_bad_value_names_its_option_in_json() -> None:
    _, output = run("fee", "--json", "--items", "许多")
    assert json.loads(output)["error"] == {
        "code": "usage",
        "message": "'--items' 的值不对：'许多' 不是整数。",
        "where": "items",
    }


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (CommandRefused("不行", code="no"), 1),
        (CommandRefused("不行", code="bad", exit_code=2), 2),
        (click.ClickException("不行"), 1),
        (click.UsageError("不行"), 2),
        (click.FileError("甲.docx", "没有这个文件"), 2),
        (click.Abort(), 1),
        (click.exceptions.Exit(1), 1),
    ],
)
def test_exit_codes(raised: Exception, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def command() -> None:
        raise raised

    monkeypatch.setattr(type(gongkai), "get_command", lambda *_: command)
    assert run("fee")[0] == code


def test_a_number_that_a_command_returns_is_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(gongkai), "get_command", lambda *_: click.Command("fee", callback=lambda: 1))
    assert run("fee")[0] == 1


def test_placeholders_are_chinese_in_groups_too() -> None:
    inner = click.Command("inner")
    outer = click.Group("outer", commands={"inner": inner})
    chinese.name_placeholders(outer)
    assert (outer.subcommand_metavar, inner.options_metavar) == ("命令 [参数]…", "[选项]")
    kept = click.Command("kept", options_metavar="[别的]")
    chinese.name_placeholders(kept)
    assert kept.options_metavar == "[别的]"


def test_one_and_many() -> None:
    one, many = "Got unexpected extra argument ({args})", "没有的话"
    assert (chinese.say_many(one, many, 1), chinese.say_many(one, many, 2)) == (chinese.WORDS[one], many)


# What was entered in a home, or in the database that a home names, is asked with Django; here there is none.
WITHOUT_A_HOME = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "GONGKAI_HOME"}}


def test_deadline_and_fee_start_without_django() -> None:
    for arguments in (["deadline", "2024-03-01", "--json"], ["fee", "--items", "31"], ["--help"]):
        script = (
            "import sys\n"
            "sys.modules['django'] = None\n"  # any import of it would fail
            f"sys.argv[1:] = {arguments!r}\n"
            "from gongkai.config.command import main\n"
            "main()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], env=WITHOUT_A_HOME, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
