"""What a link to the page on claims can hide."""

from core.ui.staging import Stage

STAGE = Stage("claims", parts=("filters",))
