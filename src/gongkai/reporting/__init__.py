"""Counts the year, and makes the count an annual report: candidate, review, finalization, lock, release.

Owns the yearly report of an organ, its candidates with what each cell counted, the finalizations, and earlier
years' reports as values (条例 arts 49, 50; 国办公开办函〔2021〕30号). Nothing here knows a figure: every one
comes from a `registry.Measure` of the room that owns the records.
"""
