"""The figures of the year that this room counts: documents by attribute, and table 二's first block."""

from __future__ import annotations

from functools import partial

from gongkai.papers import queries
from gongkai.papers.models import NormativeDesignation
from gongkai.registry import Measure

BASIS = "《政府信息公开条例》第二十条第（一）项；国办公开办函〔2021〕30号"

MEASURES = (
    Measure(
        id="papers.instruments",
        name="公开文件总数",
        definition="本年成文的公文中，公开属性为主动公开和依申请公开的件数，按成文日期统计。",
        basis="国办发〔2016〕80号（公文公开属性源头认定）",
        unit="份",
        records=lambda viewer, year: queries.official_documents_made(viewer, year, "proactive", "on_request"),
        register="papers.instruments",
    ),
    Measure(
        id="papers.instruments_proactive",
        name="主动公开文件数",
        definition="本年成文、公开属性为主动公开的公文件数，按成文日期统计。",
        basis="国办发〔2016〕80号（公文公开属性源头认定）",
        unit="份",
        records=lambda viewer, year: queries.official_documents_made(viewer, year, "proactive"),
        register="papers.instruments",
    ),
    Measure(
        id="papers.instruments_on_request",
        name="依申请公开文件数",
        definition="本年成文、公开属性为依申请公开的公文件数，按成文日期统计。",
        basis="国办发〔2016〕80号（公文公开属性源头认定）",
        unit="份",
        records=lambda viewer, year: queries.official_documents_made(viewer, year, "on_request"),
        register="papers.instruments",
    ),
    Measure(
        id="papers.regulations",
        name="规章",
        definition="部门和市县工作机构无权制定规章，本系统不设规章台账，恒为零件（《立法法》）。",
        basis=BASIS,
        unit="件",
        records=lambda viewer, year: NormativeDesignation.objects.none(),
        register="papers.normative",
        table="proactive",
        annotate_cells=partial(queries.annotate_cells, row="regulations", column="made"),
        covers=("regulations.*",),
    ),
    Measure(
        id="papers.normative_made",
        name="行政规范性文件本年制发件数",
        definition="经认定并登记的行政规范性文件中，成文日期在本年的件数。",
        basis=BASIS,
        unit="件",
        records=queries.normative_made,
        register="papers.normative",
        table="proactive",
        annotate_cells=partial(queries.annotate_cells, row="normative", column="made"),
        covers=("normative.made",),
    ),
    Measure(
        id="papers.normative_repealed",
        name="行政规范性文件本年废止件数",
        definition="经认定并登记的行政规范性文件中，本年废止或宣布失效的件数。",
        basis=BASIS,
        unit="件",
        records=queries.normative_repealed,
        register="papers.repeals",
        table="proactive",
        annotate_cells=partial(queries.annotate_cells, row="normative", column="repealed"),
        covers=("normative.repealed",),
    ),
    Measure(
        id="papers.normative_in_force",
        name="行政规范性文件现行有效件数",
        definition="截至本年12月31日，已登记、未废止或宣布失效、未过有效期的行政规范性文件件数。",
        basis=BASIS,
        unit="件",
        records=queries.normative_in_force,
        register="papers.normative",
        table="proactive",
        annotate_cells=partial(queries.annotate_cells, row="normative", column="in_force"),
        covers=("normative.in_force",),
    ),
)
