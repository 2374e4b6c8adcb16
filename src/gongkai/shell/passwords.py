"""What a password must be, said in Chinese where Django has no words for it; and the one an account begins with."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import MinimumLengthValidator

UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without i, l, o, 0 and 1, which are read for one another
GROUPS, LETTERS = 3, 4


class LongEnough(MinimumLengthValidator):
    """Refuses a password shorter than `min_length` characters."""

    def get_error_message(self) -> str:
        """Return the rule with its number."""
        return f"密码太短：至少要 {self.min_length} 个字符，请另拟一个。"


def first_password() -> str:
    """Return a password by chance (59 bits), to be read out or written down once."""
    return "-".join("".join(secrets.choice(UNMISTAKABLE) for _ in range(LETTERS)) for _ in range(GROUPS))
