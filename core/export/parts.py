"""Which steps an order takes, in which order: each a markdown cell and its code."""

from textwrap import indent

from core.experiment import LIMITS, Comparison, Experiment, Order, nets
from core.export import steps
from core.export.data import loaded, targets
from core.export.source import comment, keras_of, literal
from core.export.today import for_today
from core.language import _
from core.reading.words import truth_in_words

Part = tuple[str, str]


def parts(order: Order) -> list[Part]:
    """The steps of an experiment; of a comparison those of every member, on the same data."""
    if isinstance(order, Experiment):
        return _alone(order)
    encoded = {targets(each) for each in order.members.values()}
    alike = len(encoded) == 1
    data = "\n".join([loaded(list(order.members.values())), *(encoded if alike else ())])
    side_by_side = [
        part
        for name, member in order.named
        for part in (
            _repeated(name, member, order, not alike)
            if order.seeds
            else _beside(name, member, order, not alike)
        )
    ]
    return [(_data_heading(order.shared), data), *side_by_side]


def _alone(experiment: Experiment) -> list[Part]:
    data = "\n".join([loaded([experiment]), targets(experiment)])
    return [(_data_heading(experiment), data), *_steps(experiment)]


def _steps(experiment: Experiment) -> list[Part]:
    reporter = keras_of(for_today(experiment).reporter.experiment)
    heads = {
        "model": _("Model"),
        "compile": _("Compile"),
        "fit": _("Fit"),
        "report": _("What {keras} reports").format(keras=reporter),
        "true": _("What is true"),
    }
    compiled = "\n\n\n".join([*steps.functions(experiment), steps.compiled(experiment)])
    return [
        (f"## {heads['model']}\n\n{nets.architecture(experiment).source()}", steps.model(experiment)),
        (f"## {heads['compile']}", compiled),
        (f"## {heads['fit']}\n\n{_unshuffled()}", steps.fit(experiment)),
        (f"## {heads['report']}", steps.report(experiment)),
        (f"## {heads['true']}\n\n{truth_in_words(experiment)}", steps.true(experiment)),
    ]


def _unshuffled() -> str:
    return _("Unshuffled, so that every run gives the same numbers.")


def _beside(name: str, member: Experiment, order: Comparison, encodes: bool) -> list[Part]:
    """One member after the others: what sets it apart, then its steps."""
    begun = [*_begun(name, member, order), *([targets(member)] if encodes else [])]
    return [(f"## {name}", "\n".join(begun)), *_steps(member)]


def _repeated(name: str, member: Experiment, order: Comparison, encodes: bool) -> list[Part]:
    """One member with every seed."""
    body = [
        steps.model(member, "seed"),
        steps.compiled(member),
        comment([_unshuffled()]),
        steps.fit(member, watched=False),
        steps.counted(member),
        "accuracies.append(float(right.mean()))",
    ]
    in_order = order.seeds == tuple(range(len(order.seeds)))
    code = [
        *_begun(name, member, order),
        *(f"\n{each}\n\n" for each in steps.functions(member)),
        *([targets(member)] if encodes else []),
        "accuracies = []",
        f"for seed in {f'range({len(order.seeds)})' if in_order else order.seeds}:",
        indent("\n".join(body), "    "),
        "mean = sum(accuracies) / len(accuracies)",
        'print(f"mean {mean:.4f} of", [f"{each:.4f}" for each in accuracies])',
    ]
    return [(f"## {name}", "\n".join(code))]


def _begun(name: str, member: Experiment, order: Comparison) -> list[str]:
    """A comment that says what sets this member apart, and its name for who reads what is printed."""
    others = order.members.values()
    apart = [
        f"{choice}={getattr(member, choice)}"
        for choice in LIMITS
        if len({getattr(each, choice) for each in others}) > 1
    ]
    return [comment([f"--- {name}: {', '.join(apart)}"]), f"print({literal(name)})"]


def _data_heading(experiment: Experiment) -> str:
    words = nets.data_of(experiment).words()
    of = _("{title}: {examples} ({licence}).").format(
        title=words.title, examples=words.examples, licence=words.licence
    )
    heading = _("Data")
    return f"## {heading}\n\n{of}"
