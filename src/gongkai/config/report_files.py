"""The report of a year as files in a folder, for `gongkai report build`."""

from __future__ import annotations

from pathlib import Path

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import command_viewer
from gongkai.config.refusal import CommandRefused
from gongkai.norms.today import today
from gongkai.reporting import annex, files, queries
from gongkai.reporting.compiling import compile_year


def organ_of(code: str | None) -> Organ:
    """Return the organ of that code, or the only one. Raises `CommandRefused` where there is none or several."""
    organs = list(Organ.objects.filter(**({"code": code} if code else {})).order_by("code"))
    if len(organs) == 1:
        return organs[0]
    if not organs:
        sentence = f"没有代码为 {code} 的机关。" if code else "尚未建立机关，请先运行 gongkai init。"
        raise CommandRefused(sentence, code="no_organ", where="organ", exit_code=2)
    codes = "、".join(organ.code for organ in organs)
    sentence = f"本系统有多个机关，请用 --organ 指明其一：{codes}。"
    raise CommandRefused(sentence, code="several_organs", where="organ", exit_code=2)


def build_files(year: int, *, organ_code: str | None, folder: Path) -> list[Path]:
    """Write the year's report in every format, and the ledger behind it, and return the files.

    What is finalized is written as finalized; else what the records say today, marked 未定稿.
    """
    organ = organ_of(organ_code)
    viewer = command_viewer(organ, "report build", on=today())
    finalized = queries.standing_finalization(viewer, year)
    folder.mkdir(parents=True, exist_ok=True)
    if finalized:
        edition = files.edition_of(finalized.candidate)
        ledger = annex.write_final_annex(finalized)
    else:
        compiled = compile_year(viewer, year)
        ledger = annex.write_annex(organ, compiled.count, day=viewer.day)
        edition = files.Edition(compiled.report, compiled.illustrations, viewer.day, files.notice_of(organ))
    contents = {f"report.{suffix}": format.write(edition) for suffix, format in files.FORMATS.items()}
    for name, content in {**contents, annex.FILE: ledger}.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in (*contents, annex.FILE)]
