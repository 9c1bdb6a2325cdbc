"""The command on traps: `python -m core.traps`. They themselves are in `core.questions.traps`."""
