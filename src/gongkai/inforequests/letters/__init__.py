"""The letters of a case: what each says, when it may be written, and what may be recorded of it.

`wording.toml` holds the sentences and what is to be filled in, `wording.py` reads them, `composing.py` makes a
letter of a case, a day and what was filled in, `kinds.py` lists the types, `status.py` says what stands in the way
of a letter and of what is recorded of it, `rows.py` shows each letter as a row of its case.
Nothing here uses actions or screens.
"""
