"""The question itself on screen: two losses, two reports, one truth."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from core import datasets, keras_versions
from core.language import _, listed, sentences
from core.measures import accuracy
from core.questions.topics import charts, judges, orders
from core.questions.topics import reading as words
from core.questions.topics.orders import FULL_EPOCHS, KERAS, SMALL_EPOCHS, Choice
from core.questions.topics.reading import Moment
from core.questions.topics.recordings import SHELF
from core.reading.words import percent
from core.ui import first, tables
from core.ui.context import embedded
from core.ui.data_note import data_note, missing_in_words, not_here
from core.ui.desk import desk
from core.ui.draw import draw_rows
from core.ui.first import Question
from core.ui.live import Below
from core.ui.moments import LAST, Moments
from core.ui.once import once
from core.ui.study import Shown, Size, Study

DOCUMENTS_SHOWN = 8


def notice(choice: Choice) -> None:
    """Say that the posts are not here, and what *Run it* trains on instead."""
    if desk().has(choice.corpus) or embedded():
        return
    said = [
        missing_in_words(choice.corpus),
        _("What *Run it* trains on is a synthetic corpus, made by this app."),
    ]
    if SHELF.find(orders.both_losses(choice, FULL_EPOCHS)):
        said.append(_("The recording is of the real posts."))
    not_here(sentences(said))


def both_losses(choice: Choice) -> None:
    """The question itself: its recording, or the reader's own run."""
    full = orders.both_losses(choice, FULL_EPOCHS)
    Study(SHELF, "topics", full, _sizes(choice), lambda shown: _story(choice, shown)).draw()


def _sizes(choice: Choice) -> list[Size]:
    """Two lengths of the run; without the posts, one on the stand-in and one that downloads them."""
    small, full = (
        Size(_("Run it: {n} epochs").format(n=epochs), orders.both_losses(choice, epochs))
        for epochs in (SMALL_EPOCHS, FULL_EPOCHS)
    )
    if desk().has(choice.corpus):
        return [small, full]
    source = datasets.CATALOGUE[choice.corpus]
    instead = replace(choice, corpus=source.instead)
    bundled = Size(_("Run it on synthetic documents"), orders.both_losses(instead, SMALL_EPOCHS))
    if embedded():  # a line of buttons is all the room there is
        return [bundled]
    download = _("Download {title} ({megabytes:.0f} MB), then {n} epochs").format(
        title=source.title, megabytes=source.remote.megabytes, n=FULL_EPOCHS
    )
    return [bundled, replace(full, label=download)]


def _story(choice: Choice, shown: Shown) -> Below | None:
    choice = replace(choice, corpus=shown.order.shared.dataset)  # the stand-in, where it ran
    measured = words.moments(shown.order, shown.snapshots)
    if not measured and not shown.live:
        st.subheader(_("Nothing is run yet for this corpus."), anchor=False)
        st.markdown(_("Press *Run it*: both losses are trained here, side by side, from one seed."))
        data_note(choice.corpus)
        return None
    # The recording opens where its reports are nearest to the question's; a run stays at its end.
    opening = words.telling(measured) if shown.recorded else None
    default = measured.index(opening) if opening else LAST
    epochs = [each.epoch for each in measured]
    moments = Moments(shown.order, epochs, shown.live, shown.recorded, default)
    place = moments.place
    chosen = None if place is None else measured[place]
    question = partial(_question, shown, chosen)
    if first.asked("topics", question):
        return None
    headline = (
        words.in_words(chosen, KERAS)
        if chosen
        else _("Reading the documents, measuring the untrained nets …")
    )
    # Another element where the sentence begins with more: what follows would be moved to new lines.
    begins = "untrained" if chosen and chosen.epoch == 0 else "trained"
    with st.container(key=f"story_headline_{begins}"):
        st.subheader(headline, anchor=False)
    first.tell("topics", question)
    left, right = st.columns([1.7, 1], gap="medium")
    of = (choice, shown.order, shown.live, shown.stamp, place)
    with left:
        once(partial(_chart, shown, measured, chosen), "two_losses", *of)
        moments.slider(headline)
        if opening and not embedded():
            st.caption(words.opening_in_words(opening, measured[-1]))
    with right:
        once(partial(_beside, chosen, choice.topics), "two_numbers", *of)
    if embedded() or not chosen:
        return None
    below = partial(_details, choice, shown, measured, place)
    return partial(once, below, "two_details", *of, desk().has(choice.corpus))


def _chart(shown: Shown, measured: Sequence[Moment], chosen: Moment | None) -> None:
    draw_rows(
        charts.two_losses,
        charts.moment_rows(measured, chosen),
        _("Accuracies, as they are measured.") if shown.live else words.course_in_words(measured),
        key="_two_losses",
        epochs=shown.order.epochs,
        height=250 if embedded() else 330,
    )


def _beside(chosen: Moment | None, topics: int) -> None:
    _numbers(chosen)
    if not embedded():
        _what_makes_it(chosen, topics)


def _question(shown: Shown, chosen: Moment | None) -> Question:
    """What is true, from what is reported with the wrong loss; at the moment that is shown."""
    known = chosen and not shown.live
    asked = _("How often is the net right that is trained with `binary_crossentropy`?")
    if known:
        asked = _(
            "With `binary_crossentropy` Keras {version} reports {reported}. How often is the net right?"
        )
    one = shown.order.member("binary")
    return Question(
        asked.format(version=KERAS, reported=percent(chosen.reported_binary) if known else ""),
        listed(f"`{each}`" for each in (one.dataset, one.activation, one.loss, one.labels)),
        lambda guess, answer: _(
            "You guessed {guess:.0f} %; the net is right {answer} of the time."
        ).format(guess=guess, answer=answer),
        chosen.true_binary if known else None,
        (shown.order.training_key, chosen and chosen.epoch),
    )


def _details(choice: Choice, shown: Shown, measured: Sequence[Moment], place: int) -> None:
    """What stands behind the numbers of the moment at this place."""
    chosen = measured[place]
    st.caption(
        sentences(
            [
                words.question_in_words(choice.topics),
                words.allowed_in_words(chosen, choice.topics),
            ]
        )
    )
    _alike(shown)
    data_note(choice.corpus)
    with st.expander(_("The chart as a table")):
        tables.large(_rows(measured))
    if shown.gallery:
        with st.expander(_("A few documents: what counts as right"), expanded=False):
            _documents(choice, shown, shown.snapshots[place].member("binary").predictions)


def _alike(shown: Shown) -> None:
    """What the nets are, that they end alike, and which Keras is read."""
    st.caption(
        _(
            "Both nets start from the same weights and see the same documents in the same order. They "
            "are trained by Keras {today}, with the loss and the accuracy as Keras {version} has them. "
            "Left to itself, Keras {today} picks `categorical_accuracy` for both losses, by the "
            "shapes, and reports the blue lines."
        ).format(today=keras_versions.TODAY, version=shown.order.keras)
    )
    if judges.ends("topics_seeds") is not None:
        st.markdown(
            _("“The one net is right more often”: {verdict}").format(
                verdict=judges.eighty_and_fifty().in_words
            )
        )


def _what_makes_it(moment: Moment | None, classes: int) -> None:
    """How many answers are sure and right, unsure, sure and wrong: what the report counts."""
    answers = moment and moment.answers
    shares = (
        [percent(each) for each in (answers.right_sure, answers.unsure, answers.wrong_sure)]
        if answers
        else ["…"] * 3
    )
    kinds = (_("right and sure"), _("unsure: nothing above 0.5"), _("wrong and sure"))
    tables.small(
        [
            {_("answers, of the binary net"): kind, _("share"): share, _("wrong cells"): str(cells)}
            for cells, (kind, share) in enumerate(zip(kinds, shares, strict=True))
        ]
    )
    with st.container(key="story_sum"):
        st.markdown(words.arithmetic_in_words(moment, classes) if moment else "…")


def _numbers(moment: Moment | None) -> None:
    rows = {
        "binary_crossentropy": moment and (moment.reported_binary, moment.true_binary),
        "categorical_crossentropy": moment and (moment.reported_categorical, moment.true_categorical),
    }
    for loss, measured in rows.items():
        with st.container(border=True):
            st.markdown(f"`{loss}`")
            reported, true = map(percent, measured) if measured else ("…", "…")
            pair = st.grid(2, min_column_width=90, gap="small")
            pair.metric(_("reported"), reported)
            pair.metric(_("true"), true)


def _rows(moments: Sequence[Moment]) -> list[dict[str, str | int]]:
    return [
        {
            _("epoch"): f"{each.epoch:.2f}",
            _("test documents"): each.examples,
            _("binary: reported"): percent(each.reported_binary),
            _("binary: true"): percent(each.true_binary),
            _("categorical: reported"): percent(each.reported_categorical),
            _("categorical: true"): percent(each.true_categorical),
        }
        for each in moments
    ]


def _documents(choice: Choice, shown: Shown, predictions) -> None:
    """How documents begin, and for each topic what the binary net outputs and whether it counts."""
    names = datasets.CATALOGUE[choice.corpus].topics[: choice.topics]
    st.caption(
        _(
            "The net trained with `binary_crossentropy`, at the moment above. A cell counts as right "
            "(✓) if it is above 0.5 exactly for the document's own topic. Keras reports the share of ✓."
        )
    )
    texts = shown.gallery.texts  # some are empty once headers and quotes are gone
    places = [place for place, text in enumerate(texts) if text][:DOCUMENTS_SHOWN]
    labels, predictions = shown.gallery.labels[places], predictions[places]
    counted = accuracy.cells_right(datasets.one_hot(labels, choice.topics), predictions)
    rows = []
    for place, label, row, right in zip(places, labels, predictions, counted, strict=True):
        answer = names[row.argmax()]
        rows.append(
            {
                _("the document begins"): texts[place],
                _("its topic"): names[label],
                _("cells right"): f"{right.sum()} / {len(right)}",
                _("answer"): ("✓ " if answer == names[label] else "✗ ") + answer,
            }
            | {
                name: f"{'✓' if cell else '✗'} {value:.2f}"
                for name, value, cell in zip(names, row, right, strict=True)
            }
        )
    tables.large(rows, column_config={_("the document begins"): st.column_config.TextColumn(width=360)})
