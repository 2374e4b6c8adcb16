"""Click speaks Chinese here, whatever the locale of the machine.

Click asks `gettext`, which chooses by the environment; an officer's server has any locale or none. So the
few names through which click's modules ask are set to the table below, once, before a command is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

MODULES = (core, decorators, exceptions, formatting, parser, termui, types)

WORDS: Mapping[str, str] = MappingProxyType(
    {
        # help pages
        "Usage:": "用法：",
        "Options": "选项",
        "Positional arguments": "参数",
        "Commands": "命令",
        "Show this message and exit.": "显示帮助后退出。",
        "Show the version and exit.": "显示版本后退出。",
        "%(prog)s, version %(version)s": "%(prog)s %(version)s",
        "required": "必填",
        "default: {default}": "默认：{default}",
        "env var: {var}": "环境变量：{var}",
        "(dynamic)": "（运行时确定）",
        "deprecated": "已停用",
        "Try '{command} {option}' for help.": "查看帮助：{command} {option}",
        # errors
        "Error: {message}": "错误：{message}",
        "Aborted!": "已中止。",
        "Invalid value: {message}": "值不对：{message}",
        "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
        "Missing argument": "缺少参数",
        "Missing option": "缺少选项",
        "Missing parameter": "缺少参数",
        "Missing {param_type}": "缺少 {param_type}",
        "Missing parameter: {param_name}": "缺少参数：{param_name}",
        "Missing command.": "请写明要运行的命令。",
        "No such option {name!r}.": "没有选项 {name!r}。",
        "No such command {name!r}.": "没有命令 {name!r}。",
        "Did you mean {possibility}?": "是不是 {possibility}？",
        "(Did you mean one of: {possibilities}?)": "（是不是其中之一：{possibilities}？）",
        "Got unexpected extra argument ({args})": "多出的参数（{args}）",
        "Got unexpected extra arguments ({args})": "多出的参数（{args}）",
        "Takes {nargs} values but 1 was given.": "需要 {nargs} 个值，只给了 1 个。",
        "Takes {nargs} values but {len} were given.": "需要 {nargs} 个值，给了 {len} 个。",
        "Value must be an iterable.": "应当给出多个值。",
        "Name '{name}' defined twice": "名称“{name}”定义了两次",
        "Option {name!r} requires an argument.": "选项 {name!r} 需要一个值。",
        "Option {name!r} requires {nargs} arguments.": "选项 {name!r} 需要 {nargs} 个值。",
        "Option {name!r} does not take a value.": "选项 {name!r} 不带值。",
        "Argument {name!r} takes {nargs} values.": "参数 {name!r} 需要 {nargs} 个值。",
        "Invalid start character for option ({option})": "选项的首字符不对（{option}）",
        "{value!r} is not {choice}.": "{value!r} 不对，只能是 {choice}。",
        "{value!r} is not one of {choices}.": "{value!r} 不对，只能是以下之一：{choices}。",
        "Choose from:\n\t{choices}": "可选：\n\t{choices}",
        "Choice({choices})": "选择（{choices}）",
        "{value!r} is not a valid {number_type}.": "{value!r} 不是{number_type}。",
        "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
        "{value!r} does not match the format {format}.": "{value!r} 不符合格式 {format}。",
        "{value!r} does not match the formats {formats}.": "{value!r} 不符合任何一种格式：{formats}。",
        "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} 不对，可以写：{states}",
        "{value!r} is not a valid UUID.": "{value!r} 不是 UUID。",
        "{len_type} values are required, but {len_value} was given.": "要 {len_type} 个值，给了 {len_value} 个。",
        "{len_type} values are required, but {len_value} were given.": "要 {len_type} 个值，给了 {len_value} 个。",
        "unknown error": "原因不明",
        "Could not open file {filename!r}: {message}": "打不开文件 {filename!r}：{message}",
        "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
        "{name} {filename!r} is a file.": "{name} {filename!r} 是文件，不是文件夹。",
        "{name} {filename!r} is a directory.": "{name} {filename!r} 是文件夹，不是文件。",
        "{name} {filename!r} is not readable.": "{name} {filename!r} 不能读取。",
        "{name} {filename!r} is not writable.": "{name} {filename!r} 不能写入。",
        "{name} {filename!r} is not executable.": "{name} {filename!r} 不能执行。",
        "file": "文件",
        "directory": "文件夹",
        "path": "路径",
        # questions
        "Do you want to continue?": "要继续吗？",
        "Confirm the action without prompting.": "不再询问，直接执行。",
        "Repeat for confirmation": "再输入一次",
        "Error: The two entered values do not match.": "错误：两次输入不一致。",
        "Error: invalid input": "错误：请输入 y 或 n",
        "Unknown color {colour!r}": "没有颜色 {colour!r}",
        "Press any key to continue...": "按任意键继续……",
    }
)
TYPE_NAMES: Mapping[type[click.ParamType[Any]], str] = MappingProxyType(
    {
        types.StringParamType: "文字",
        types.IntParamType: "整数",
        types.IntRange: "整数",
        types.FloatParamType: "数",
        types.FloatRange: "数",
        types.BoolParamType: "是否",
        types.DateTime: "时间",
        types.File: "文件",
    }
)


def say(message: str) -> str:
    """Return click's message in Chinese; one that is not in the table stays as it is."""
    return WORDS.get(message, message)


def say_many(singular: str, plural: str, n: int) -> str:
    """Return click's message for `n` things in Chinese."""
    return say(singular if n == 1 else plural)


def install() -> None:
    """Let click's modules ask `say`; running it again changes nothing."""
    for module in MODULES:
        for name, spoken in (("_", say), ("ngettext", say_many)):
            if hasattr(module, name):
                setattr(module, name, spoken)
    for kind, name in TYPE_NAMES.items():
        kind.name = name


def name_placeholders(command: click.Command) -> None:
    """Give a command's usage line Chinese placeholders, where it has none of its own."""
    if command.options_metavar == "[OPTIONS]":
        command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        if command.subcommand_metavar == "COMMAND [ARGS]...":
            command.subcommand_metavar = "命令 [参数]…"
        for each in command.commands.values():
            name_placeholders(each)
