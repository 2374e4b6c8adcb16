"""The staff's home: what is due, what waits, what is wrong; and the screens of the rooms below `shell`.

Owns no records. Home is fed by what the rooms declare (due items, waiting items, alerts); the ledger, the
people of the organ and the permission matrix are rooms without templates of their own, shown here.
"""
