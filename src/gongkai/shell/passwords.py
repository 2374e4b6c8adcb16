"""What a password must be, said in Chinese where Django has no words for it."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Refuses a password shorter than `min_length` characters."""

    def get_error_message(self) -> str:
        """Return the rule with its number."""
        return f"密码太短：至少要 {self.min_length} 个字符，请另拟一个。"
