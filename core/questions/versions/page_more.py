"""What else differs between versions: names in History, loaded models, generators."""

import streamlit as st

from core.keras_versions import loss_computed_on
from core.keras_versions.feeding import eager_loss_computed_on, has_run_eagerly
from core.keras_versions.objects import has_class, told_of_one_name
from core.keras_versions.reloading import loss_after_loading
from core.language import _
from core.questions.versions import tables
from core.questions.versions.tables import Table
from core.ui import links, staging
from core.ui.context import embedded
from core.ui.once import once
from core.ui.tables import small

VIEW, SETUP = "view", "setup"  # the URL parameter: what of the versions is looked at
_VIEW = "_versions_view"
VIEWS = (SETUP, "history", "loading", "generator", "objects")


def read_old_links() -> None:
    """Take the view from `show`, where links had it before that named the controls to be shown."""
    if st.query_params.get(staging.SHOW) in VIEWS:
        st.query_params[VIEW] = st.query_params[staging.SHOW]
        del st.query_params[staging.SHOW]


def chosen() -> str:
    """The view that the reader looks at, one of VIEWS; in an embedded page, that of its link."""
    if embedded() or staging.hidden(VIEW):
        return st.query_params.get(VIEW, SETUP)
    names = {
        SETUP: _("One setup"),
        "history": _("KeyError: 'acc'"),
        "loading": _("After loading a model"),
        "generator": _("From a generator"),
        "objects": _("Metric objects"),
    }
    # A control bound to the URL would write its names there, in the reader's language.
    if _VIEW not in st.session_state:
        st.session_state[_VIEW] = st.query_params.get(VIEW, SETUP)
    view = st.segmented_control(
        _("What differs between versions"),
        VIEWS,
        format_func=names.get,
        required=True,
        key=_VIEW,
        label_visibility="collapsed",
        wrap=True,
    )
    if view != st.query_params.get(VIEW, SETUP):
        st.query_params[VIEW] = view
    return view


def title(view: str) -> str:
    """What the page is about."""
    if view == SETUP:
        return _("#### Keras versions &nbsp; :gray[One setup, one set of predictions, every version]")
    return _("#### Keras versions &nbsp; :gray[The same code, every version]")


def show(view: str) -> None:
    """One of the views other than SETUP."""
    views = {
        "history": _history,
        "loading": _loading,
        "generator": _generator,
        "objects": _objects,
    }
    once(views[view], "versions", view)
    st.caption(
        _(
            "Measured on real installs of {n} versions, each with its default backend. The tests hold "
            "the rules behind these tables against every row."
        ).format(n=len(tables.VERSIONS))
    )
    if view in _TRAPS:
        links.see(f"traps?trap={_TRAPS[view]}", _("See it on a trained net"))


_TRAPS = {"loading": "reloaded", "generator": "generator", "objects": "equality"}


def _history() -> None:
    table = tables.history()
    st.subheader(
        _("`KeyError: 'acc'`? Since Keras 2.3 and TensorFlow 2.0 the key is what you wrote."),
        anchor=False,
    )
    written = {name: _versions(table, "`'accuracy'`", f"`{name}`") for name in ("accuracy", "acc")}
    st.markdown(
        _(
            "**`metrics=['accuracy']`** is read as `history.history['accuracy']` and "
            "`['val_accuracy']` in {new}; as `['acc']` and `['val_acc']` in {old}.\n\n"
            "**`metrics=['acc']`** is read as `history.history['acc']` in all of them."
        ).format(new=written["accuracy"], old=written["acc"])
    )
    st.markdown(_("This finds the key in every version:"))
    st.code(READS_BOTH, language="python", wrap_lines=True)
    st.markdown(
        _("**The key of each metric**, by version. That of the validation data is `val_` and it.")
    )
    _draw(table, _("in `metrics`"))


READS_BOTH = """\
(name,) = {"accuracy", "acc"} & set(history.history)
print(history.history[name][-1], history.history["val_" + name][-1])"""


def _versions(table: Table, row: str, cell: str) -> str:
    """The versions whose cell says this, in words."""
    pairs = zip(table.columns, table.rows[row], strict=True)
    found = {version for versions, each in pairs if each == cell for version in versions}
    return tables.spans(tuple(each for each in tables.VERSIONS if each in found))


def _loading() -> None:
    table = tables.loading()
    st.subheader(
        _("The accuracy fell after `load_model`, and the loss did not: {versions}").format(
            versions=_warned(table)
        ),
        anchor=False,
    )
    st.markdown(
        _(
            "A model compiled with `'accuracy'` and loaded there picks the function before it sees any "
            "labels, and takes them to look like its outputs. Integer labels are then counted by "
            "`categorical_accuracy`. Nothing is wrong with the weights. Compile the loaded model "
            "again, or name the metric:"
        )
    )
    st.code(NAMED, language="diff", wrap_lines=True)
    st.markdown(_("**What `accuracy` counts in the loaded model**, against the model that was saved."))
    _draw(table, _("labels"))
    st.markdown(_("**What `model.save` writes**, by the name. It made no difference to the accuracy."))
    _draw(tables.saving(), _("name"))
    versions = [each for each in tables.VERSIONS if _another_loss(each)]
    st.markdown(
        _(
            "In {versions} a model loaded from a SavedModel has another loss where outputs are near 0 "
            "or 1: it is computed on the outputs, which are clipped, and not on the logits behind them."
        ).format(versions=tables.spans(tuple(versions)))
    )


def _another_loss(version: str) -> bool:
    setup = tables.CASES[0].asked(version)
    return loss_after_loading(setup, "model") != loss_computed_on(version, *MATCHING)


NAMED = """\
-metrics=["accuracy"]
+metrics=["sparse_categorical_accuracy"]"""


def _generator() -> None:
    table = tables.feeding()
    st.subheader(
        _("The same labels from a generator, and another accuracy: {versions}").format(
            versions=_warned(table)
        ),
        anchor=False,
    )
    st.markdown(
        _(
            "`accuracy` is picked by the shapes that are known before the first batch. Of what a "
            "generator yields, these versions know only how many axes it has. So a column of integer "
            "labels, `(N, 1)`, is taken for one-hot, and counted by `categorical_accuracy`. Name the "
            "metric, or yield labels of shape `(N,)`:"
        )
    )
    st.code(FLAT, language="diff", wrap_lines=True)
    st.markdown(_("**What `accuracy` counts**, against the same examples as arrays."))
    _draw(table, _("source and labels"))


FLAT = """\
-yield x, y
+yield x, y[:, 0]"""


def _objects() -> None:
    st.subheader(
        _("`Accuracy()` is not `'accuracy'`: an object counts what its class says"), anchor=False
    )
    st.markdown(
        _(
            "What the string means depends on labels and outputs. An object is taken as it is, and few "
            "refuse labels that are not theirs. ⚠ runs, and is not how often the net is right."
        )
    )
    _draw(tables.objects(), _("object and labels"))
    st.markdown(
        _(
            "**Two objects of one name**, as `BinaryAccuracy()` at two thresholds: {refused} refuse "
            "them, {one} report the last alone. Give each a `name`."
        ).format(refused=_told_of_one_name(None), one=_told_of_one_name((1,)))
    )
    st.markdown(
        _("**`run_eagerly=True`** does not change the accuracy. {loss}").format(loss=_eagerly())
    )


def _told_of_one_name(what: tuple[int, ...] | None) -> str:
    found = [each for each in tables.VERSIONS if has_class(each, "BinaryAccuracy")]
    return tables.spans(tuple(each for each in found if told_of_one_name(each) == what))


def _eagerly() -> str:
    """Where it changes the loss."""
    versions = tuple(
        each
        for each in tables.VERSIONS
        if has_run_eagerly(each)
        and eager_loss_computed_on(each, *MATCHING) != loss_computed_on(each, *MATCHING)
    )
    return _(
        "In {versions} it changes the loss of outputs near 0 and 1: eagerly it is computed on the "
        "outputs, which are clipped, and not on the logits behind them."
    ).format(versions=tables.spans(versions))


MATCHING = ("categorical_crossentropy", "softmax")


def _warned(table: Table) -> str:
    """The versions with a ⚠ in some row."""
    columns = zip(table.columns, zip(*table.rows.values(), strict=True), strict=True)
    warned = {each for column, cells in columns if "⚠" in "".join(cells) for each in column}
    return tables.spans(tuple(each for each in tables.VERSIONS if each in warned))


def _draw(table: Table, corner: str) -> None:
    """The newest versions first, which are most readers'."""
    columns = [tables.spans(each) for each in reversed(table.columns)]
    small(
        [
            {corner: name} | dict(zip(columns, reversed(row), strict=True))
            for name, row in table.rows.items()
        ]
    )
