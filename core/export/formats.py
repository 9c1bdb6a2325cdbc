"""The steps put together, as a script or as a notebook."""

from core.experiment import Experiment, nets
from core.export.data import code_of, data
from core.export.source import comment, keras_name
from core.export.steps import compiled, fit, model, report, right, true
from core.export.today import for_today
from core.keras_versions import TODAY


def script(experiment: Experiment) -> str:
    """A Python script that trains with `model.fit` and prints what is reported and what is true.

    It needs Keras 3 on TensorFlow, and scikit-learn for the digits. A setup that Keras refuses is
    rendered as it was chosen, and raises what Keras raises.
    """
    code = "\n\n".join(code for _, code in _parts(experiment))
    return f"{comment(_about(experiment))}\n{code}\n"


def notebook(experiment: Experiment) -> str:
    """The script as a Jupyter notebook (nbformat 4, JSON), a heading above each of its steps."""
    import nbformat  # here, because the page's process stays small until somebody asks for one

    v4 = nbformat.v4
    cells = [v4.new_markdown_cell(f"# {_title(experiment)}\n\n" + "\n\n".join(_about(experiment)[1:]))]
    for markdown, code in _parts(experiment):
        cells += [v4.new_markdown_cell(markdown), v4.new_code_cell(code.strip())]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # nbformat's own are random: the same state is the same file
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.validate(book)
    return nbformat.writes(book) + "\n"


def _parts(experiment: Experiment) -> list[tuple[str, str]]:
    """The steps, in order: each a markdown cell and its code."""
    words = nets.data_of(experiment).words()
    architecture = nets.architecture(experiment).source
    reporter = keras_name(for_today(experiment).reporter.experiment.keras)
    return [
        (f"## Data\n\n{words.title}: {words.examples} ({words.licence}).", data(experiment)),
        (f"## Model\n\n{architecture[:1].upper()}{architecture[1:]}.", model(experiment)),
        ("## Compile", compiled(experiment)),
        ("## Fit\n\nUnshuffled, so that every run gives the same numbers.", fit(experiment)),
        (f"## What {reporter} reports", report(experiment)),
        (f"## What is true\n\nAn answer is right if {right(experiment)}.", true(experiment)),
    ]


def _title(experiment: Experiment) -> str:
    return f"Which accuracy? What {keras_name(experiment.keras)} reports, and what is true"


def _about(experiment: Experiment) -> list[str]:
    packages = " ".join(["tensorflow", *code_of(experiment).packages])
    return [
        f"{_title(experiment)}.",
        f"Runs on Keras {TODAY} with TensorFlow, on any machine:",
        f"`pip install keras=={TODAY} {packages}`",
        *_warning(experiment),
    ]


def _warning(experiment: Experiment) -> list[str]:
    """What to expect of a setup that the experiment's Keras, or today's, refuses."""
    name, today = keras_name(experiment.keras), for_today(experiment)
    refused, refused_today = today.own.refused, today.refused
    if refused and refused_today:
        if experiment.keras == TODAY or not refused.exception_type:
            name = f"Keras {TODAY}"
            return [f"{name} refuses this setup: expect a {refused.exception_type}."]
        return [
            f"{name} refuses this setup, and so does Keras {TODAY}: "
            f"expect a {refused_today.exception_type}."
        ]
    if refused and not refused.exception_type:
        return [f"{refused.message} Keras {TODAY} runs this setup."]
    if refused:
        return [f"{name} refuses this setup, with a {refused.exception_type}; Keras {TODAY} runs it."]
    if refused_today:
        expected = refused_today.exception_type
        return [f"{name} runs this setup; Keras {TODAY} refuses it: expect a {expected}."]
    return []
