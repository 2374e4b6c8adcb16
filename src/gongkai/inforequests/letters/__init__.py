"""The letters of a case: what each says, when it may be written, and what its service does to the case.

`wording.toml` holds the sentences and what is to be filled in, `wording.py` reads them, `composing.py` makes a
letter of a case, a day and what was filled in, `kinds.py` lists the kinds with what stands in their way.
"""
