"""An experiment as code that runs on today's Keras and prints what the page shows."""

from core.export.advice import advised, what_to_write
from core.export.formats import notebook, script
from core.export.notebooks import script_as_notebook

__all__ = ["advised", "notebook", "script", "script_as_notebook", "what_to_write"]
