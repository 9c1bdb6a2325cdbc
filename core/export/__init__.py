"""An experiment as code that runs on today's Keras and prints what the page shows."""

from core.export.formats import notebook, script

__all__ = ["notebook", "script"]
