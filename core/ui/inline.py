"""A sentence as HTML."""

import re
from html import escape


def inline(text: str) -> str:
    """What stands in backticks is code, whose names may break at underscores. All else is as it is."""
    return re.sub(
        "`([^`]*)`", lambda code: f"<code>{code[1]}</code>".replace("_", "_<wbr>"), escape(text)
    )
