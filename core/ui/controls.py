"""The toggles of an experiment, each bound to its URL parameter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from core import keras_versions
from core.datasets import CATALOGUE
from core.experiment import DEFAULTS, OFFERED, Experiment, takes_from_logits
from core.experiment.presets import Preset, matching, presets
from core.language import _, sentences
from core.reading import same_report, told_logits
from core.reading.reading import read
from core.ui import links, staging, state

# What the toggles say, and which of them are a click further away.
TRAINED = ("dataset", "task", "loss", "activation", "from_logits", "labels")
READ = ("metric", "keras")
MORE = ("backend", "train_size", "epochs", "batch_size", "optimizer", "learning_rate", "seed")


def preset_row(beside: Callable[[], None] = lambda: None) -> None:
    """One click to each named setup, and the sentence on why the present one matters.

    beside: draws what stands beside that sentence, and is all there is where a link hides the presets.
    Buttons, since a control that this page sets by itself would race with the reader's next click.
    """
    if staging.hidden("presets"):
        beside()
        return
    current = matching(state.chosen())
    with st.container(horizontal=True, gap="xsmall"):
        for preset in presets():
            st.button(
                preset.name,
                key=f"_preset_{preset.id}",
                type="primary" if current and preset.id == current.id else "secondary",
                on_click=_apply,
                args=(preset,),
            )
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="why"):
        st.caption(current.why if current else _("Your own setup."), width="stretch")
        if current and current.trap:
            links.trap(current.trap)
        beside()


def _apply(preset: Preset) -> None:
    state.choose(preset.apply(state.chosen()).as_dict())


def experiment_controls() -> Experiment:
    """Every toggle that the link does not hide, top to bottom; returns what they stand at."""
    if staging.shown(*TRAINED):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_("**What is trained**"), width="content")
            segments("dataset", _("dataset"), label_visibility="collapsed")
    segments("task", _("task"), help=_task_help())
    radio("loss", _("loss"))
    segments("activation", _("activation of the last layer"))
    from_logits_toggle()
    if not staging.hidden("from_logits") and (told := told_logits.in_words(read(state.chosen()))):
        st.caption(told)
    labels_segments()
    if staging.shown(*READ):
        st.markdown(_("**How it is read**"))
    radio("metric", _("metric"))
    _keras()
    _more()
    return state.chosen()


def few_controls() -> None:
    """The same where a link has left few of them: in the open, beside each other."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="few_controls"):
        for name, draw in {
            "dataset": lambda: segments("dataset", _("dataset")),
            "task": lambda: segments("task", _("task"), help=_task_help()),
            "loss": lambda: segments("loss", _("loss")),
            "activation": lambda: segments("activation", _("activation of the last layer")),
            "from_logits": from_logits_toggle,
            "labels": labels_segments,
            "metric": lambda: segments("metric", _("metric")),
            "keras": _versions,
        }.items():
            if not staging.hidden(name):
                draw()
        for name in staging.shown(*MORE):
            _further(name)


def _task_help() -> str:
    return _(
        "classes: which digit is it, 0 to 9? multi_label: is it even, is it prime, is it greater than "
        "four? binary: is it even?"
    )


def from_logits_toggle() -> bool:
    """Off to the reach of a setup that it says nothing about, which then leaves it alone."""
    if staging.hidden("from_logits"):
        return state.chosen().from_logits
    applies = takes_from_logits(state.chosen().loss)
    return st.toggle(
        "from_logits",
        value=DEFAULTS["from_logits"],
        key="from_logits",
        bind="query-params",
        disabled=not applies,
        help=_(
            "The loss is told that the outputs are logits, and is to apply the sigmoid or softmax "
            "itself."
        )
        if applies
        else _("Ignored here: only a crossentropy can be told of logits."),
    )


def labels_segments() -> str:
    """How labels are encoded; a task of several labels leaves no choice."""
    if state.chosen().task != "multi_label":
        return segments("labels", _("labels"))
    return segments(
        "labels",
        _("labels: multi-hot for this task"),
        disabled=True,
        help=_(
            "Several labels can be true of one example, so its targets are a row of zeros and ones."
        ),
    )


def segments(name: str, label: str, **options: Any) -> Any:
    """One of an experiment's choices, its options side by side; where it is hidden, what it is."""
    if staging.hidden(name):
        return getattr(state.chosen(), name)
    chosen = st.segmented_control(
        label,
        OFFERED[name].options,
        default=DEFAULTS[name],
        required=True,
        key=name,
        bind="query-params",
        wrap=True,
        **options,
    )
    return DEFAULTS[name] if chosen is None else chosen


def radio(name: str, label: str) -> Any:
    """The same, its options one below the other."""
    if staging.hidden(name):
        return getattr(state.chosen(), name)
    options = OFFERED[name].options
    place = options.index(DEFAULTS[name])
    return st.radio(label, options, index=place, key=name, bind="query-params")


def _keras() -> None:
    """The versions, and where else the same is reported."""
    if staging.hidden("keras"):
        return
    _versions()
    reading = read(state.chosen())
    told = same_report.refused_in_words(reading) if reading.refused else same_report.in_words(reading)
    if state.chosen().backend != state.chosen().runs_on:
        unused = _("`backend={backend}` is not used: only Keras 3 has a choice.")
        told = sentences([told, unused.format(backend=state.chosen().backend)])
    st.caption(told)


def _versions() -> None:
    # The URL takes what an option is shown as, so the ids are shown, and below where the report holds.
    versions = [era.version for era in keras_versions.ERAS]
    asked = state.asked("keras") or DEFAULTS["keras"]
    if asked not in versions:
        versions = sorted([*versions, asked], key=keras_versions.order)
    st.pills(
        _("Keras version"),
        versions,
        default=DEFAULTS["keras"],
        required=True,
        key="keras",
        bind="query-params",
        wrap=True,
    )


def backend_segments(label: str, **options: Any) -> str:
    """What Keras 3 computes on."""
    return segments(
        "backend",
        label,
        help=_(
            "What Keras 3 computes on. Behind a softmax or sigmoid the loss takes hidden logits on "
            "TensorFlow, and the outputs on JAX and PyTorch."
        ),
        **options,
    )


def _backend() -> None:
    """On TensorFlow everything is trained, by the rules of the backend that is asked for."""
    if len(keras_versions.backends(state.chosen().keras)) > 1:
        backend_segments(_("backend whose rules it is trained by"))
    else:
        backend_segments(_("backend: not used, only Keras 3 has a choice"), disabled=True)


def _more() -> None:
    """The rest, one click away; in the open where a link has left few of it."""
    left = staging.shown(*MORE)
    if not left:
        return
    if staging.in_the_open(*MORE):
        place = st.container()
    else:
        place = st.popover(_("More: backend, epochs, optimizer, seed"), width="stretch")
    with place:
        for name in left:
            _further(name)


def _further(name: str) -> None:
    """One of MORE."""
    if name == "backend":
        _backend()
    elif name == "train_size":
        if "train_size" in CATALOGUE[state.chosen().dataset].choices:
            segments("train_size", _("training images"))
    elif name == "optimizer":
        segments("optimizer", _("optimizer"))
    elif name == "learning_rate":
        _learning_rate()
    elif name == "epochs":
        _number("epochs", _("epochs"), step=1)
    elif name == "batch_size":
        _number("batch_size", _("batch size"), step=8)
    else:
        _number("seed", _("seed"), step=1)


def _learning_rate() -> None:
    """Any rate, and its tenth or tenfold by one click: usual rates differ by factors."""
    limits, name = OFFERED["learning_rate"], "learning_rate"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        _number(name, _("learning rate"), step=limits.low, form="%.5f")
        rate = state.chosen().learning_rate
        for label, factor in (("÷ 10", 0.1), ("× 10", 10)):
            other = min(limits.high, max(limits.low, float(f"{rate * factor:.6g}")))
            st.button(
                label,
                key=f"_rate_{label}",
                help=_("learning rate: {rate:g}").format(rate=other),
                disabled=other == rate,
                on_click=state.choose,
                args=({name: other},),
            )


def _number(name: str, label: str, step: float, form: str | None = None) -> None:
    limits = OFFERED[name]
    st.number_input(
        label,
        min_value=limits.kind(limits.low),
        max_value=limits.kind(limits.high),
        value=DEFAULTS[name],
        step=step,
        format=form,
        key=name,
        bind="query-params",
    )


def mend_buttons(experiment: Experiment, refused: keras_versions.KerasRefuses) -> None:
    """Each change that makes this version accept the setup, as one click."""
    with st.container(horizontal=True):
        for place, mend in enumerate(refused.mends):
            st.button(
                ", ".join(f"{name} → {value}" for name, value in mend.items()),
                key=f"_mend_{place}",
                icon=":material/build:",
                type="primary" if place == 0 else "secondary",
                on_click=state.choose,
                args=(replace(experiment, **mend).as_dict(),),
            )
