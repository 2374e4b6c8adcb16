"""The holiday notices that came after this version, and the unit's own values and confirmations.

The law room ships values and notices as data; here stands what an installation lays over them, with who, when
and on what basis (rules marked 凭记忆 or 推断 are settings that the unit confirms). The day itself comes with
the viewer (`bodies.viewer`), which is made once at the rim.
"""
