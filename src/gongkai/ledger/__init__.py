"""What happened: append-only, in the past tense, with actor, day, basis and subjects, in one hash chain.

Owns the chain (`Entry`), its head, the period locks and their unlocks, and the guards that the database
itself keeps on every protected table. Holds ids, numbers and salted digests, never names or free text, so
that content can be deleted when its time is over and the proof stays (条例 art 45 归档; 保守国家秘密法实施条例
art 42 逐项审查 leave their traces here). What this prevents, detects and neither: docs/operations/threat-model.md.
"""
