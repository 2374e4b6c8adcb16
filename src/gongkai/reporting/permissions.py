"""Who may do what with the annual report."""

from gongkai.registry import Permission

PERMISSIONS = (
    Permission(
        id="reporting.view",
        label="查看年度报告",
        roles=("drafter", "section_head", "deputy_head", "auditor", "disclosure_officer"),
    ),
    Permission(
        id="reporting.read_published",
        label="核对已发布的年度报告",
        roles=("drafter", "section_head", "deputy_head", "disclosure_officer", "administrator", "auditor"),
    ),
    Permission(id="reporting.build", label="编制年度报告", roles=("disclosure_officer",)),
    Permission(id="reporting.finalize", label="年度报告定稿", roles=("disclosure_officer",)),
    Permission(id="reporting.unlock", label="解锁已定稿年度的数据", roles=("disclosure_officer",)),
)
