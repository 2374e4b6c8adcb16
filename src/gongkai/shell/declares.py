"""What `shell` declares: the event of an import, and the guard on its record."""

from gongkai.registry import Event, Guard

DECLARES = (
    Event(
        id="shell.ledger_imported",
        label="导入台账",
        message="导入“{title}”：新增 {new} 条，更正 {changed} 条，已有 {known} 条。",
    ),
    Guard(id="shell.ImportRun"),
)
