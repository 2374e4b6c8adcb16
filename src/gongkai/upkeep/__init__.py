"""网站日常监测: what a site inspection looks at, seen before the inspection comes.

Owns the links of what is public and what was last seen at their ends, the official documents that the register calls
in force though they are not, the parties of whom much is public together, the page of the inspection's indicators,
and the yearly report of the website with what was stated for it. Follows 国办秘函〔2019〕19号 (检查指标),
国办函〔2018〕12号 (年度报表) and 条例 art 43 (汇聚). It counts what the rooms below keep, and decides nothing.
"""
