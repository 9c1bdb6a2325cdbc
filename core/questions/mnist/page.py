"""What the page on MNIST shows first: whose net, the three steps on one run."""

from functools import partial

import streamlit as st

from core import datasets
from core.experiment import NETS, Experiment, OneOf, nets
from core.export import session
from core.keras_versions import TODAY
from core.language import _, listed, sentences
from core.measures.snapshot import Snapshot
from core.questions.mnist import orders
from core.questions.mnist.page_chart import chart, what_is_cut_off
from core.questions.mnist.page_details import details
from core.questions.mnist.recordings import SHELF
from core.reading.point import Point
from core.reading.reading import read
from core.reading.words import emulated_in_words, moment, percent
from core.ui import first, staging, state
from core.ui.context import embedded
from core.ui.data_note import missing_in_words, not_here
from core.ui.desk import desk
from core.ui.first import Question
from core.ui.live import Below
from core.ui.moments import Moments
from core.ui.once import once
from core.ui.study import Shown, Size, Study

NET = "net"
LIMITS, DEFAULTS = {NET: OneOf(NETS)}, {NET: NETS[0]}


def asked_net() -> str:
    """Whose net the control stands at, or will stand at once it is drawn."""
    return state.asked(NET) or DEFAULTS[NET]


def title() -> str:
    """What this is about, and whose numbers those are; without them for who is to guess first."""
    if first.waits("mnist"):
        return _("#### MNIST &nbsp; :gray[What Keras says, and what one counts by hand]")
    return _(
        "#### MNIST &nbsp; :gray[An answer: “Keras says {reported}, by hand it is {true}”]"
    ).format(reported=percent(orders.ANSWER_REPORTED), true=percent(orders.ANSWER_COUNTED))


def net_control(title: str = "") -> str:
    """Whose net is trained, on one line with the page's title."""
    with st.container(horizontal=True, vertical_alignment="center", key="whose_net"):
        if title:
            st.markdown(title, width="content")
        if staging.hidden(NET):
            return asked_net()
        chosen = st.segmented_control(
            _("whose net"),
            NETS,
            default=DEFAULTS[NET],
            required=True,
            key=NET,
            bind="query-params",
            label_visibility="collapsed",
        )
        st.caption(_net_in_words(orders.full(chosen or DEFAULTS[NET]).shared), width="stretch")
    return chosen or DEFAULTS[NET]


def _net_in_words(experiment: Experiment) -> str:
    named = {
        "article": _("The article's net: {layers}; {optimizer}, batches of {batch}."),
        "question": _(
            "The question's net: {layers}; {optimizer} at {rate:g} and batches of {batch}, "
            "the defaults of its Keras."
        ),
    }[experiment.net]
    return named.format(
        layers=listed(
            told for told in map(_layer_in_words, nets.architecture(experiment).hidden) if told
        ),
        optimizer=experiment.optimizer,
        rate=experiment.learning_rate,
        batch=experiment.batch_size,
    )


def _layer_in_words(layer: nets.Layer) -> str:
    options = dict(layer.options)
    if layer.name == "Conv2D":
        height, width = options["kernel_size"]
        return _("Conv {filters} {height}×{width}").format(
            filters=options["filters"], height=height, width=width
        )
    if layer.name == "Dense":
        return _("Dense {units}").format(units=layer.units)
    return {"MaxPooling2D": _("pool"), "Dropout": _("dropout")}.get(layer.name, "")


def notice() -> None:
    """Say that MNIST is not here, what stands in for it, and what does not."""
    if desk().has(orders.DATASET):
        return
    said = [
        missing_in_words(orders.DATASET),
        _("What *Run it* trains on is the bundled digits, enlarged to MNIST's size."),
        _("The recording is of the real MNIST."),
    ]
    not_here(sentences(said))


def both_losses(net: str) -> None:
    """The recording of this net under both losses, or the reader's own run."""
    Study(SHELF, f"mnist_{net}", orders.full(net), _sizes(net), _show).draw()


def _sizes(net: str) -> list[Size]:
    """The runs on offer: one in seconds, and all of MNIST, which is downloaded where it is missing."""
    full = orders.full(net)
    if not desk().has(orders.DATASET):
        remote = datasets.CATALOGUE[orders.DATASET].remote
        download = _("Download MNIST ({megabytes:.0f} MB) and train on all of it: minutes")
        bundled = Size(_("Run it on the bundled digits"), orders.instead(net))
        if embedded():  # a line of buttons is all the room there is
            return [bundled]
        return [bundled, Size(download.format(megabytes=remote.megabytes), full)]
    few = orders.few(net)
    small = Size(_("Run it: {n:,} images").format(n=few.shared.train_size), few)
    if embedded():
        return [small]
    return [small, Size(_("All {n:,}: minutes").format(n=full.shared.train_size), full)]


def _show(shown: Shown) -> Below | None:
    """The headline, the three steps, the chart and its slider; below them what they come to."""
    wrong = shown.order.member("binary")
    snapshots = [moment.member("binary") for moment in shown.snapshots]
    points = read(wrong).points(snapshots)
    moments = Moments(shown.order, [each.epoch for each in points], shown.live, shown.recorded)
    place = moments.place
    chosen, snapshot = (None, None) if place is None else (points[place], snapshots[place])
    question = partial(_question, shown, chosen)
    if first.asked("mnist", question):
        return None
    of = (shown.order, shown.live, shown.stamp, place)
    headline = _headline(shown, chosen)
    st.subheader(headline, anchor=False)
    first.tell("mnist", question)
    if embedded():
        with st.grid(2, min_column_width=110, gap="small"):
            _reported(wrong, chosen)
            _by_hand(snapshot)
    else:
        once(partial(_three_steps, shown, chosen, snapshot), "three_steps", *of)
    once(partial(chart, shown, points, chosen), "mnist_gap", *of)
    moments.slider(headline)
    if chosen and not embedded():
        what_is_cut_off(shown, points[0])
        return partial(details, shown, place)
    return None


def _question(shown: Shown, chosen: Point | None) -> Question:
    """What is reported, from what is true; at the moment that is shown."""
    wrong = shown.order.member("binary")
    known = chosen and not shown.live
    asked = _("What does Keras {version} report for this net?")
    if known:
        asked = _("{true} of the test images are right. What does Keras {version} report?")
    setup = (wrong.dataset, wrong.activation, wrong.loss, f"metrics=['{wrong.metric}']")
    return Question(
        asked.format(version=wrong.keras, true=percent(chosen.true) if known else ""),
        listed(f"`{each}`" for each in setup),
        lambda guess, answer: _("You guessed {guess:.0f} %; it reports {answer}.").format(
            guess=guess, answer=answer
        ),
        chosen.reported if known else None,
        (shown.order.training_key, chosen and chosen.epoch),
    )


def _headline(shown: Shown, chosen: Point | None) -> str:
    if chosen is None:
        return _("Waiting for the first number …") if shown.live else _("Nothing is trained yet.")
    words = {
        (True, True): _(
            "In this recording Keras {version} would report {reported}. By hand it is {true}."
        ),
        (True, False): _("In this run Keras {version} would report {reported}. By hand it is {true}."),
        (False, True): _(
            "Before training, in this recording: Keras {version} would report {reported}. By hand it "
            "is {true}."
        ),
        (False, False): _(
            "Before training, in this run: Keras {version} would report {reported}. By hand it is "
            "{true}."
        ),
    }[chosen.epoch > 0, shown.recorded]
    if embedded() and chosen.epoch:  # whose numbers these are stands right above
        words = _("Keras {version} would report {reported}. By hand it is {true}.")
    return words.format(
        version=shown.order.member("binary").keras,
        reported=percent(chosen.reported),
        true=percent(chosen.true),
    )


def _measured_on(shown: Shown, chosen: Point | None) -> str:
    one = shown.order.shared
    source = datasets.CATALOGUE[one.dataset]
    trained = {
        orders.ALL_IMAGES: _("{title}, all {n:,} training images"),
        orders.FEW_IMAGES: _("{title}, the first {n:,} training images"),
    }[one.train_size]
    if one.dataset == orders.INSTEAD:
        trained = _("{title}, which stand in for MNIST")
    trained = trained.format(title=source.title, n=one.train_size)
    if shown.recorded:
        trained = _("Recording: {trained}").format(trained=trained)
    if chosen is None:
        return _("{trained}.").format(trained=trained)
    moment_in_words = _(
        "{trained}; epoch {epoch} of {epochs}; measured on {examples:,} test images."
    ).format(
        trained=trained,
        epoch=moment(chosen.epoch),
        epochs=one.epochs,
        examples=chosen.examples,
    )
    return sentences([moment_in_words, emulated_in_words(read(one), TODAY)])


def _three_steps(shown: Shown, chosen: Point | None, snapshot: Snapshot | None) -> None:
    wrong = shown.order.member("binary")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_measured_on(shown, chosen), width="stretch")
        if not staging.hidden("code"):
            with st.popover(_("The lines before: data and net"), type="tertiary"):
                st.caption(_("The three steps go on from here, in one session of Keras 3."))
                _code(session.before(wrong))
    _steps(wrong, chosen, snapshot)


def _steps(wrong: Experiment, chosen: Point | None, snapshot: Snapshot | None) -> None:
    """One training, read three ways, side by side."""
    right = orders.mended(wrong)
    mended = read(right).points([snapshot])[0] if snapshot else None
    first, second, third = st.columns(3, gap="medium")
    with first:
        st.markdown(_("**1 &nbsp; ✗ The wrong compile**"))
        _code(session.wrong(wrong, chosen))
        _reported(wrong, chosen)
    with second:
        st.markdown(_("**2 &nbsp; The check by hand**"))
        _code(
            session.by_hand(
                snapshot.examples if snapshot else orders.TEST_IMAGES,
                snapshot and snapshot.accuracies_by_hand[orders.RIGHT_METRIC],
            )
        )
        _by_hand(snapshot)
    with third:
        st.markdown(_("**3 &nbsp; ✓ The right compile**"))
        _code(session.right(right, mended))
        _number(
            _("Keras {version} would report").format(version=right.keras),
            mended and mended.reported,
            _("the same run, read with another metric: nothing was trained again"),
        )


def _code(text: str) -> None:
    # Wrapped: a block that scrolls within itself is out of the keyboard's reach.
    st.code(text, language="python", wrap_lines=True)


def _reported(wrong: Experiment, chosen: Point | None) -> None:
    picked = "`{name}`" if embedded() else _("it picked `{name}`, by the loss")
    _number(
        _("Keras {version} would report").format(version=wrong.keras),
        chosen and chosen.reported,
        picked.format(name=read(wrong).picked),
    )


def _by_hand(snapshot: Snapshot | None) -> None:
    if snapshot is None:
        _number(_("true accuracy"), None, "…")
        return
    by_hand = snapshot.accuracies_by_hand[orders.RIGHT_METRIC]
    _number(
        _("true accuracy"),
        by_hand,
        _("{right:,} of {examples:,} images right").format(
            right=round(by_hand * snapshot.examples), examples=snapshot.examples
        ),
    )


def _number(label: str, share: float | None, below: str) -> None:
    st.metric(
        label, "…" if share is None else percent(share), below, delta_color="off", delta_arrow="off"
    )
