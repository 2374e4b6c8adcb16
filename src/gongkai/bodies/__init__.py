"""Organs, sections, officers, appointments by date and roles; the user model; what every record is built on.

Owns who someone is and what they may do on a day (条例 arts 4, 46; 保密法实施条例 art 42 谁公开谁审查). Every
record above has an organ and every query takes a viewer: both stand here, in `records` and `viewer`.
"""
