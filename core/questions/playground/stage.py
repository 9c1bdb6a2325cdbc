"""What a link to the playground can set and hide."""

from core.experiment import DEFAULTS, OFFERED
from core.ui import staging

STAGE = staging.plain(
    "playground",
    OFFERED,
    DEFAULTS,
    parts=("presets", "run", staging.MOMENTS, "code"),
    asks=staging.always,
)
