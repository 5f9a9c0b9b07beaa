"""A console that strangers cannot steer."""

import re
from typing import Any

from rich.console import Console
from rich.text import Text

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Terminal(Console):
    """Shows text as text: signs that move the cursor, change colours or turn the direction of reading stay out."""

    def render_str(self, text: str, **how: Any) -> Text:
        """Text to be shown, without what a terminal would obey."""
        return super().render_str(_STEERING.sub("", text), **how)
