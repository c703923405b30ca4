"""What Django has no Chinese words for when it judges a new password."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """Django's rule of length; its Chinese translation still lacks this sentence."""

    def get_error_message(self) -> str:
        """Say how long a password must be."""
        return f"密码太短，至少 {self.min_length} 位。"

    def get_help_text(self) -> str:
        """Say the same before anything is typed."""
        return f"至少 {self.min_length} 位。"
