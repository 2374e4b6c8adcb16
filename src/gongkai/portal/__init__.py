"""What the public sees: the organ, its documents, catalogue and annual reports, and the search over them.

Shows only what was released and stands (条例 arts 12, 20(2), 23, 49; 国办公开办函〔2019〕61号: 专栏姓专).
"""
