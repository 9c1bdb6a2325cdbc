"""The steps put together, as a script or as a notebook."""

from core.experiment import Comparison, Experiment, Order
from core.export.data import code_of
from core.export.notebooks import CODE, TEXT, notebook_of, runs_on
from core.export.parts import parts
from core.export.source import comment, keras_of
from core.export.today import for_today
from core.keras_versions import TODAY, keras_name
from core.language import _


def script(order: Order, title: str = "") -> str:
    """A Python script that trains with `model.fit` and prints what is reported and what is true.

    Of a comparison it trains the members one after the other; of one with seeds, each with every seed,
    and prints what they are right about. title: its first line, where it has one of its own.
    It needs Keras 3 on TensorFlow, and scikit-learn for most data. A setup that Keras refuses is
    rendered as it was chosen, and raises what Keras raises.
    """
    code = "\n\n".join(code for _, code in parts(order))
    return f"{comment(_about(order, title))}\n{code}\n"


def until_compile(experiment: Experiment) -> str:
    """The script's imports, data and net, without what compiles and trains it."""
    return "\n\n".join(code for _, code in parts(experiment)[:2]) + "\n"


def notebook(order: Order, title: str = "") -> str:
    """The script as a Jupyter notebook (nbformat 4, JSON), a heading above each of its steps."""
    heading, *about = _about(order, title)
    cells = [(TEXT, f"# {heading.removesuffix('.')}\n\n" + "\n\n".join(about))]
    for markdown, code in parts(order):
        cells += [(TEXT, markdown), (CODE, code.strip())]
    return notebook_of(cells)


def _about(order: Order, title: str) -> list[str]:
    members = list(order.members.values()) if isinstance(order, Comparison) else [order]
    read_by = keras_of(order.shared if isinstance(order, Comparison) else order)
    own = _("Which accuracy? What {keras} reports, and what is true.").format(keras=read_by)
    packages = " ".join(["tensorflow", *code_of(members[0]).packages])
    return [
        title or own,
        runs_on(),
        f"`pip install keras=={TODAY} {packages}`",
        *dict.fromkeys(warning for each in members for warning in _warning(each)),
    ]


def _warning(experiment: Experiment) -> list[str]:
    """What to expect of a setup that the experiment's Keras, or today's, refuses."""
    name, now, today = keras_of(experiment), keras_name(TODAY), for_today(experiment)
    refused, refused_today = today.own.refused, today.refused
    if refused and refused_today:
        own_is_todays = (experiment.keras, experiment.runs_on) == (TODAY, "tensorflow")
        if own_is_todays or not refused.exception_type:
            words = _("{now} refuses this setup: expect a {expected}.")
            return [words.format(now=now, expected=refused.exception_type)]
        words = _("{keras} refuses this setup, and so does {now}: expect a {expected}.")
        return [words.format(keras=name, now=now, expected=refused_today.exception_type)]
    if refused and not refused.exception_type:
        return [refused.message, _("{now} runs this setup.").format(now=now)]
    if refused:
        words = _("{keras} refuses this setup, with a {raised}; {now} runs it.")
        return [words.format(keras=name, raised=refused.exception_type, now=now)]
    if refused_today:
        words = _("{keras} runs this setup; {now} refuses it: expect a {expected}.")
        return [words.format(keras=name, now=now, expected=refused_today.exception_type)]
    return []
