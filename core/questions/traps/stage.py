"""What a link to the page on traps can set and hide."""

from core.questions.traps import page
from core.ui.staging import Stage

STAGE = Stage("traps", page.limits, page.defaults, without=(page.TRAP,), parts=("run", "code"))
