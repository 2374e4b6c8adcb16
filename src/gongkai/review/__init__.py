"""Three reviews and the secrecy review: the one gate through which anything leaves.

Owns the secrecy review form, the steps 拟稿人 → 科室负责人 → 分管领导, the `Approval` of exactly one version
and its `Release` under an address that is fixed then, and the withdrawal. The schema and the guards of the
database hold the gate, whatever asks: 保守国家秘密法 art 35, its 实施条例 art 42 (先审查、后公开; 逐项审查).
"""
