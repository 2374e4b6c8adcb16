"""依申请公开: the request desk, from arrival to reply (条例 arts 27–45).

Owns the case (`InfoRequest`) and what happened to it as facts: on which day it was received (art 31) and how
it was answered (arts 36–39). The stage is derived from them and stored nowhere.
"""
