"""监督保障: how the organ supervises and secures its own disclosure work, on the record.

Owns trainings, open days with questionnaires and opinions, accountability, the tasks of the year's key points,
problems and what was done about them, work groups, back-office accounts, clean-ups of stale content and risk
assessments of platforms. Follows 条例 arts 46–48, 50, 52, 53 and the key points of the year.
"""
