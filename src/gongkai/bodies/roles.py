"""The roles that a new organ starts with. What each may do stands on the rooms' `Permission`s."""

ROLES: dict[str, str] = {
    "drafter": "拟稿人",
    "section_head": "科室负责人",
    "deputy_head": "分管领导",
    "disclosure_officer": "公开工作机构专人",
    "administrator": "系统管理员",
    "auditor": "审计员",
}
