"""The initials of the pinyin of a text: zxqy for 中小企业.

The 3755 commoner characters of GB 2312 stand in the order of their pinyin, so the place of one tells its first letter;
rarer ones have none. Of a character that is read in two ways it is the commoner.
"""

from __future__ import annotations

from bisect import bisect_right

# Where the characters of each letter begin; i, u and v begin no syllable.
_BEGINS = (
    *(
        (0xB0A1, "a"),
        (0xB0C5, "b"),
        (0xB2C1, "c"),
        (0xB4EE, "d"),
        (0xB6EA, "e"),
        (0xB7A2, "f"),
        (0xB8C1, "g"),
    ),
    *(
        (0xB9FE, "h"),
        (0xBBF7, "j"),
        (0xBFA6, "k"),
        (0xC0AC, "l"),
        (0xC2E8, "m"),
        (0xC4C3, "n"),
        (0xC5B6, "o"),
    ),
    *(
        (0xC5BE, "p"),
        (0xC6DA, "q"),
        (0xC8BB, "r"),
        (0xC8F6, "s"),
        (0xCBFA, "t"),
        (0xCDDA, "w"),
        (0xCEF4, "x"),
    ),
    *((0xD1B9, "y"), (0xD4D1, "z")),
)
_PLACES = [place for place, _ in _BEGINS]
_LAST = 0xD7F9


def initials_of(text: str) -> str:
    """Return the initials of a folded text: letters and digits as they are, a dot for a character that has none."""
    return "".join(each if each.isascii() else _initial(each) for each in text)


def _initial(character: str) -> str:
    place = int.from_bytes(character.encode("gb2312", errors="ignore"), "big")
    return _BEGINS[bisect_right(_PLACES, place) - 1][1] if _PLACES[0] <= place <= _LAST else "."
