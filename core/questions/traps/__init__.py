"""One folder for each trap: `script.py`, which the worker runs and the page shows; its words and what
it counts as the `TRAP` of its `__init__.py`; its recorded runs. There is no list of them.
"""
