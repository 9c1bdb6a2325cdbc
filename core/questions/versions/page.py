"""What the page on versions shows of the reader's own setup: its row in every version."""

import math
from collections.abc import Sequence
from functools import partial

import streamlit as st

from core import experiment, keras_versions
from core.language import _, listed, sentences
from core.questions.versions import backends, reading
from core.questions.versions import setups as version_setups
from core.questions.versions.claims import CLAIM, NO_CLAIM, claims
from core.questions.versions.page_more import SETUP, VIEW, VIEWS
from core.questions.versions.reading import FAMILIES, MISLEADS, REFUSES, Row
from core.questions.versions.setups import FixedSetup
from core.reading.words import percent
from core.ui import files, links, staging, state, tables
from core.ui.controls import backend_segments, from_logits_toggle, labels_segments, radio, segments
from core.ui.filters import Filter, filtered
from core.ui.once import once

UNITS = "units"
CLAIMS = (NO_CLAIM, *(claim.id for claim in claims()))
LIMITS = experiment.OFFERED | {
    UNITS: experiment.OneOf(version_setups.UNITS),
    CLAIM: experiment.OneOf(CLAIMS),
    VIEW: experiment.OneOf(VIEWS),
}
DEFAULTS = experiment.DEFAULTS | {UNITS: 10, CLAIM: NO_CLAIM, VIEW: SETUP}
# What of a setup the reader sets here; of the rest of an experiment nothing depends.
CONTROLS = ("loss", "from_logits", "metric", "backend", "task", "activation", "labels", UNITS)
SAID = ("message", "mend")  # what a version says
FORMATS = {
    **dict.fromkeys(("reported_accuracy", "true_accuracy"), "{:.1f}\N{NO-BREAK SPACE}%"),
    **dict.fromkeys(("reported_loss", "loss_by_hand"), "{:.3f}"),
}


def open_at_the_claim() -> None:
    """Have the controls stand where a followed link says, whatever they stood at before.

    Streamlit takes a parameter that has its control's default for none, and keeps what was chosen.
    """
    name = st.query_params.get(CLAIM, NO_CLAIM)
    if name in CLAIMS and links.just_opened(name) and name != NO_CLAIM:
        url = {each: st.query_params[each] for each in st.query_params if each != CLAIM}
        chosen, _problems = experiment.usable(url, LIMITS, DEFAULTS)
        for each, value in chosen.items():
            st.session_state[each] = value


def setup_controls() -> FixedSetup:
    """What the reader compiles: what the link hides, as it says."""
    if not staging.shown(*CONTROLS):
        return _setup_of_the_link()
    st.markdown(_("#### Your setup"))
    left, middle, right = st.columns([1, 1, 1.25], gap="medium")
    with left:
        loss = radio("loss", _("loss"))
        from_logits = from_logits_toggle()
    with middle:
        metric = radio("metric", _("metric"))
        backend = backend_segments(_("backend of Keras 3"))
    with right:
        task = segments("task", _("task"), help=_task_help())
        activation = segments("activation", _("activation of the last layer"))
        labels = labels_segments()
        units = _units(task)
    return FixedSetup(
        loss,
        activation,
        labels,
        metric,
        units,
        multi_label=task == "multi_label",
        from_logits=from_logits,
        backend=backend,
    )


def _setup_of_the_link() -> FixedSetup:
    asked = state.chosen()
    return FixedSetup(
        asked.loss,
        asked.activation,
        asked.labels,
        asked.metric,
        _units(asked.task),
        multi_label=asked.task == "multi_label",
        from_logits=asked.from_logits,
        backend=asked.backend,
    )


def _task_help() -> str:
    return _(
        "classes: one label is true of an example. multi_label: each unit answers for a label of its "
        "own. binary: one unit, yes or no."
    )


def _units(task: str) -> int:
    binary = task == "binary"
    if staging.hidden(UNITS):
        return 1 if binary else state.value(UNITS, LIMITS, DEFAULTS)
    chosen = st.segmented_control(
        _("units of the last layer: one for this task") if binary else _("units of the last layer"),
        version_setups.UNITS,
        default=DEFAULTS[UNITS],
        required=True,
        key=UNITS,
        bind="query-params",
        disabled=binary,
    )
    return 1 if binary else chosen or DEFAULTS[UNITS]


def table(setup: FixedSetup) -> None:
    """Every version's row, what they come to in a sentence, and the rows to take away."""
    found = reading.rows(setup)
    st.subheader(reading.headline(found), anchor=False)
    st.markdown(_truth_in_words(setup))
    shown = _filtered(found)
    if not shown:
        return
    table = reading.table(shown)
    once(partial(_rows, table, shown), "versions", setup, [row.version for row in shown])
    with st.container(horizontal=True, vertical_alignment="center"):
        files.table(table, "keras_versions.csv")
        st.caption(
            _(
                "The rules behind this table were measured: {n:,} setups, on real installs of "
                "{versions} versions, on TensorFlow but for Keras {theano}, on Theano, and Keras "
                "{every}, on JAX and PyTorch as well. The tests hold each rule against every one."
            ).format(
                n=reading.MEASURED_SETUPS,
                versions=len(keras_versions.VERSIONS),
                theano=listed(keras_versions.ON_THEANO),
                every=listed(keras_versions.ON_EVERY_BACKEND),
            )
            + "  \n"
            + backends.in_words(),
            width="stretch",
        )


def _rows(table: Sequence[dict], shown: Sequence[Row]) -> None:
    """Rows that mislead are tinted; the mark says it too."""
    kinds = [row.verdict for row in shown]
    names = _order(kinds, any(row.warned for row in shown))
    heads = _heads()
    tables.show(
        [heads[name] for name in names],
        [[_written(name, row[name]) for name in names] for row in table],
        numbers=[place for place, name in enumerate(names) if name in FORMATS],
        lines=[place for place, name in enumerate(names) if name not in (*FORMATS, *SAID)],
        long=[place for place, name in enumerate(names) if name in SAID],
        marked=[place for place, kind in enumerate(kinds) if kind == MISLEADS],
    )
    if "message" in names:
        st.caption(
            _(
                "What it prints, shortened: without the frames and node names that TensorFlow puts "
                "around it. Of a version without loss objects, a sentence of ours."
            )
        )


def _written(name: str, value: str | float | None) -> str:
    if value is None:
        return "–"
    return FORMATS.get(name, "{}").format(value)


def _truth_in_words(setup: FixedSetup) -> str:
    of = _("One fixed set of {n} predictions, of a net half trained.").format(n=version_setups.EXAMPLES)
    if setup.several_labels:
        of = _(
            "One fixed set of {n} predictions, of a net half trained. Of {others} examples no label or "
            "more than one is true: the targets are multi-hot."
        ).format(n=version_setups.EXAMPLES, others=setup.without_a_single_label)
        right = _("By hand: **{true}** are right in every label.")
        both = _("By hand: **{true}** are right in every label, and `{loss}` is **{by_hand:.3f}**.")
    elif setup.units == 1 and setup.outputs_logits:
        right = _("By hand: **{true}** are right, a logit above 0 being a yes.")
        both = _(
            "By hand: **{true}** are right, a logit above 0 being a yes, and `{loss}` is "
            "**{by_hand:.3f}**."
        )
    else:
        right = _("By hand: **{true}** are right.")
        both = _("By hand: **{true}** are right, and `{loss}` is **{by_hand:.3f}**.")
    by_hand = setup.loss_by_hand
    words = (right if math.isnan(by_hand) else both).format(
        true=percent(setup.true_accuracy), loss=setup.loss, by_hand=by_hand
    )
    return sentences([of, words])


def _filtered(found: Sequence[Row]) -> list[Row]:
    if staging.hidden("filters"):
        return list(found)
    kinds = {MISLEADS: _("⚠ misleading"), REFUSES: _("✗ refused")}
    return filtered(
        found,
        Filter("_versions_shown", _("rows"), kinds, lambda row: row.verdict),
        Filter(
            "_versions_family", _("family"), {each: each for each in FAMILIES}, lambda row: row.family
        ),
    )


def _order(kinds: Sequence[str], warns: bool) -> list[str]:
    """What versions say stands right beside the verdict where one refuses, last where one warns."""
    others = [name for name in reading.COLUMNS if name not in SAID]
    if REFUSES in kinds:
        return [*others[:2], *SAID, *others[2:]]
    return [*others, "message"] if warns else others


def _heads() -> dict[str, str]:
    return {
        "version": _("version"),
        "verdict": _("verdict"),
        "reported_accuracy": _("reported"),
        "true_accuracy": _("true"),
        "accuracy_means": _("metric means"),
        "reported_loss": _("loss"),
        "loss_by_hand": _("by hand"),
        "loss_computed_on": _("loss computed on"),
        "released": _("released"),
        "era": _("era"),
        "backend": _("measured on"),
        "message": _("message"),
        "mend": _("what mends it"),
    }
