"""What the year counts of disputes: table 四."""

from gongkai.disputes import queries
from gongkai.registry import Measure

MEASURES = (
    Measure(
        id="disputes.cases",
        name="行政复议、行政诉讼",
        definition="至本年12月31日已收到、且在本年审结生效或者尚未审结的案件，按程序和结果计；"
        "判决、决定生效前为尚未审结（本单位口径，可在规则中调整）。",
        basis="《政府信息公开条例》第五十一条；国办公开办函〔2021〕30号表四",
        unit="件",
        records=queries.counted_in,
        register="disputes.counted",
        table="disputes",
        annotate_cells=queries.annotate_cells,
        covers=("reconsideration.*", "litigation_direct.*", "litigation_after_reconsideration.*"),
    ),
)
