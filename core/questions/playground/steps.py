"""The steps of a lesson that the playground's recordings answer."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import parse_qsl, urlencode

from core import datasets
from core.experiment import Experiment, Problem, nets, parse
from core.keras_versions import ERAS, TODAY, Era
from core.language import _, clauses, listed
from core.measures import accuracy
from core.measures.snapshot import Snapshot
from core.questions.playground.recordings import MENDS, SHELF
from core.reading import answers, picture
from core.reading.picture import Axis, Cells, Mark, Picture, Row, Table
from core.reading.point import Point, as_printed
from core.reading.reading import read
from core.reading.step import Count, Pick, Share, Step
from core.reading.words import keras_name, keras_of, percent

FAMOUS = Experiment()
NOW = Experiment(keras=TODAY)
FIRST, LAST = 0, -1
EARLY = 5  # epochs after which the net of the famous case is to be mended
SURE_TRUE, OF = 0.99, 1000  # of how many images a sure net is right, in the question about 0.998


def steps() -> tuple[Step, ...]:
    """In no order: a lesson has its own."""
    return cells(), untrained(), sure(), mend(), who(), loss()


def cells() -> Step:
    """One image of the untrained net, cell by cell."""
    recording = SHELF.find(FAMOUS)
    (kind,) = [each for each in accuracy.kinds("classes") if each.id == "wrong_unsure"]
    answer = answers.of_kind(recording.gallery, recording.snapshots[FIRST].predictions, kind)[0]
    right, count = int(answer.counted.sum()), len(answer.counted)
    return Step(
        id="cells",
        name=_("Cells"),
        title=_("What does “90 %” mean?"),
        told=_(
            "A net that has learnt nothing looks at a digit. `p` is the probability that it gives "
            "to each of ten digits, `target` is what is true. {keras} rounds each `p` to 0 or 1 "
            "and compares."
        ).format(keras=keras_of(FAMOUS)),
        before=(Cells(answer, counted=False),),
        asks=Count(_("How many of the ten cells count as right?"), right, count, few=True),
        answer=_(
            "{right} of {all} cells: this image counts as {share}. And the answer is wrong."
        ).format(right=right, all=count, share=f"{100 * right / count:.0f}\N{NO-BREAK SPACE}%"),
        why=_(
            "No `p` is above 0.5, so every cell is rounded to 0. That is right in all cells but "
            "one: the true digit's, which should be 1."
        ),
        briefly=_("Every `p` is rounded to 0, and only the true digit's should be 1."),
        after=lambda _guess: (Cells(answer),),
        source=_source(FAMOUS),
        link="playground?epochs=1&learning_rate=1e-05",
        link_words=_("See more images of this net"),
    )


def untrained() -> Step:
    """All test images, before anything is learnt."""
    point = _point(FAMOUS, FIRST)
    return Step(
        id="untrained",
        name=_("Untrained"),
        title=_("An untrained net guesses. What does Keras report?"),
        told=_(
            "The same net, all {n} test images. It has learnt nothing, so it guesses among ten "
            "digits. {keras} is asked for `accuracy`."
        ).format(n=point.examples, keras=keras_of(FAMOUS)),
        asks=Share(
            _("Which accuracy does {keras} report?").format(keras=keras_of(FAMOUS)), point.reported
        ),
        answer=_("It reports {reported}. The net is right {true} of the time.").format(
            reported=percent(point.reported), true=percent(point.true)
        ),
        why=_(
            "Every image is like the one before: of ten cells nine count as right. With K "
            "classes that makes 1 − 1/K, here {floor}. `accuracy` counts cells here, not answers: "
            "it is `{picked}`."
        ).format(floor=percent(_floor(FAMOUS)), picked=read(FAMOUS).picked),
        briefly=_(
            "Nine of ten cells, in every image: 1 − 1/K. `accuracy` counts cells here, not "
            "answers: it is `{picked}`."
        ).format(picked=read(FAMOUS).picked),
        after=partial(_reported_and_true, FAMOUS, point),
        source=_source(FAMOUS),
        link="playground",
        link_words=_("Watch it learn"),
    )


def sure() -> Step:
    """What a reported 0.998 of ten classes allows: arithmetic, and no run."""
    classes = nets.classes(FAMOUS)
    reported = accuracy.expected_binary_accuracy(SURE_TRUE, classes)
    low, high = accuracy.true_accuracy_bounds(reported, classes)
    low, certain, high = (round(OF * share) for share in (low, SURE_TRUE, high))
    wrong = round(OF * classes * (1 - reported))
    said = f"{reported:.3f}"
    return Step(
        id="sure",
        name=_("Sure, unsure"),
        title=_("{reported} of ten classes: how many answers are right?").format(reported=said),
        told=_(
            "Now a trained net. {keras} reports {reported}, and still counts the cells of {of} "
            "images: {cells} in all."
        ).format(keras=keras_of(FAMOUS), reported=said, of=f"{OF:,}", cells=f"{OF * classes:,}"),
        asks=Count(
            _("How many of the {of} images are answered right?").format(of=f"{OF:,}"),
            certain,
            OF,
            step=10,
            low=low,
            high=high,
        ),
        answer=_(
            "{sure}, if the net is sure of every answer. Anything from {low} to {high:,} is possible."
        ).format(sure=certain, low=low, high=high),
        why=_(
            "{wrong} cells are wrong. A sure wrong answer costs two: the true digit's, rounded to "
            "0, and another's, rounded to 1. That makes {answers} wrong answers. An unsure one (no "
            "`p` above 0.5) costs one cell, even if its largest `p` is the right digit's."
        ).format(wrong=wrong, answers=OF - certain),
        briefly=_(
            "{wrong} cells are wrong. A sure wrong answer costs two of them, an unsure one (no `p` "
            "above 0.5) one, even if its largest `p` is the right digit's."
        ).format(wrong=wrong),
        after=partial(_possible, low, certain, high),
        source=_("Worked out, not run: for softmax and ten one-hot classes."),
        link=f"arithmetic?reported={said}",
        link_words=_("Put in your own number"),
    )


def mend() -> Step:
    """Which of some changes makes a report true: each with its run."""
    point = _point(FAMOUS, EARLY)
    tried = {
        "epochs": (_("Train longer: `epochs={n}`").format(n=FAMOUS.epochs), _point(FAMOUS, LAST)),
        "activation": (
            f'`activation="{MENDS["other_activation"].activation}"`',
            _point(MENDS["other_activation"], EARLY),
        ),
        "metric": (
            '`metrics=["categorical_accuracy"]`',
            _point(replace(FAMOUS, metric="categorical_accuracy"), EARLY),
        ),
        "loss": (
            f'`loss="{MENDS["fitting_loss"].loss}"`',
            _point(MENDS["fitting_loss"], EARLY),
        ),
    }
    rights = tuple(id for id, (_name, found) in tried.items() if _is_true(found))
    return Step(
        id="mend",
        name=_("The mend"),
        title=_("Which change makes the report true?"),
        told=_(
            "After {n} epochs {keras} reports {reported}, but the net is right {true} of the time. "
            "It has softmax and `binary_crossentropy`, and `accuracy` is asked for. You may change "
            "one thing."
        ).format(
            n=EARLY,
            keras=keras_of(FAMOUS),
            reported=percent(point.reported),
            true=percent(point.true),
        ),
        asks=Pick(
            _("After which change is the reported number the true one?"),
            {id: name for id, (name, _found) in tried.items()},
            rights,
        ),
        answer=_("The report is true after these: {changes}.").format(
            changes=listed(tried[id][0] for id in rights)
        ),
        why=_(
            "The metric, named, counts answers: the same net, counted otherwise. The loss works "
            "too: with `categorical_crossentropy` this Keras reads `accuracy` as "
            "`categorical_accuracy`. Longer training or another activation gives another net, "
            "still counted by cells."
        ),
        briefly=_(
            "The metric, named, counts answers. The loss works too: with it this Keras reads "
            "`accuracy` as `categorical_accuracy`."
        ),
        after=partial(_of_changes, tried),
        source=_source(FAMOUS),
        link="playground?metric=categorical_accuracy",
        link_words=_("See the mended run"),
    )


def who() -> Step:
    """What picks the metric, in each era."""
    then, now = _point(FAMOUS, LAST), _point(NOW, LAST)
    (by_loss, *_more), (by_shapes, *_later) = (_eras(rule) for rule in ("by_loss", "by_shapes"))
    last = [each for each in ERAS if each.accuracy_rule == by_loss.accuracy_rule][-1]
    found = "error" if read(NOW).refused else "true" if _is_true(now) else "high"
    return Step(
        id="who",
        name=_("Who picks?"),
        title=_("The same script in today's Keras: what now?"),
        told=_(
            "Softmax, one-hot labels, `binary_crossentropy`, `accuracy`: {keras} reports "
            "{reported} where {true} is true. You run the script in {today}."
        ).format(
            keras=keras_of(FAMOUS),
            reported=percent(then.reported),
            true=percent(then.true),
            today=keras_of(NOW),
        ),
        asks=Pick(
            _("What does it report?"),
            {
                "high": _("Too much, as before"),
                "true": _("The share of right answers"),
                "error": _("Nothing: it stops with an error"),
            },
            (found,),
        ),
        answer=_("It reports {reported}, and {true} is true.").format(
            reported=percent(now.reported), true=percent(now.true)
        ),
        why=_(
            "From Keras {first} to {last} the loss picked the metric: `binary_crossentropy` made "
            "`accuracy` count cells. Since TensorFlow {since}, and in Keras 3, the shapes pick: "
            "one-hot rows of ten mean `{picked}`."
        ).format(
            first=by_loss.first,
            last=keras_name(last.last),
            since=by_shapes.first.removeprefix("tf-").removesuffix(".0"),
            picked=read(NOW).picked,
        ),
        briefly=_(
            "From Keras {first} to {last} the loss picked the metric; since TensorFlow {since}, "
            "and in Keras 3, the shapes of targets and outputs do."
        ).format(
            first=by_loss.first,
            last=keras_name(last.last),
            since=by_shapes.first.removeprefix("tf-").removesuffix(".0"),
        ),
        after=lambda _guess: (_by_era(),),
        source=_(
            "Recorded runs, read by the rules of each version, which were measured on real installs."
        ),
        link="versions",
        link_words=_("See every version"),
    )


def loss() -> Step:
    """What today's Keras prints as loss, beside what the predictions give."""
    point, reading = _point(NOW, LAST), read(NOW)
    found = (
        "same"
        if f"{point.loss:.3f}" == f"{point.loss_by_hand:.3f}"
        else ("more" if point.loss > point.loss_by_hand else "less")
    )
    return Step(
        id="loss",
        name=_("Today's loss"),
        title=_("The accuracy is right now. Is the loss?"),
        told=_(
            "The same run in {keras}, on TensorFlow. Worked out by hand from its predictions, the "
            "loss is {by_hand:.3f}."
        ).format(keras=keras_of(NOW), by_hand=point.loss_by_hand),
        asks=Pick(
            _("Which loss does Keras print?"),
            {"less": _("Less"), "same": _("The same"), "more": _("More")},
            (found,),
        ),
        answer=_("Keras prints {loss:.3f}, where the predictions give {by_hand:.3f}.").format(
            loss=point.loss, by_hand=point.loss_by_hand
        ),
        why=_(
            "Softmax makes probabilities of raw outputs, the logits. On TensorFlow Keras remembers "
            "the logits and gives `{loss}` these, as if a sigmoid stood there. So it also trains "
            "by that loss. The loss that fits softmax is `categorical_crossentropy`."
        ).format(loss=reading.experiment.loss),
        briefly=_(
            "On TensorFlow Keras gives `{loss}` the raw outputs behind the softmax, the logits. It "
            "also trains by that loss. The one that fits softmax is `categorical_crossentropy`."
        ).format(loss=reading.experiment.loss),
        after=lambda _guess: (_two_losses(),),
        source=_source(NOW),
        link=f"playground?keras={TODAY}",
        link_words=_("See this run's two losses"),
    )


def of_link(query: str) -> tuple[Step | None, tuple[Problem, ...]]:
    """A step on a playground's state, "?loss=…&keras=…": what it reports in the end.

    Where no recording answers it, it has to be run. None where its Keras refuses it, or where its data
    is not here. Problems: what cannot be used.
    """
    experiment, problems = parse(dict(parse_qsl(query.removeprefix("?"))))
    recording = SHELF.find(experiment)
    if read(experiment).refused or not (recording or datasets.is_here(experiment.dataset)):
        return None, problems
    if recording:
        return replace(_of_state(experiment, recording.snapshots), source=_source(experiment)), problems
    unknown = replace(_of_state(experiment, ()), order=experiment)
    return replace(unknown, when_run=partial(_of_state, experiment)), problems


def _of_state(experiment: Experiment, snapshots: Sequence[Snapshot]) -> Step:
    """What a run came to; without snapshots, the question alone."""
    address, points = urlencode(experiment.changes()), read(experiment).points(snapshots)
    counts = _("It counts by `{picked}`.").format(picked=read(experiment).picked)
    return Step(
        id=f"?{address}",
        name=_("A setup"),
        title=_("What will this report?"),
        told=_(
            "{keras}: `{activation}`, `{loss}`, labels `{labels}`, metric `{metric}`, after {n} epochs."
        ).format(
            keras=keras_of(experiment),
            activation=experiment.activation,
            loss=experiment.loss,
            labels=experiment.targets,
            metric=experiment.metric,
            n=experiment.epochs,
        ),
        asks=Share(
            _("Which accuracy does {keras} report?").format(keras=keras_of(experiment)),
            points[LAST].reported if points else math.nan,
        ),
        answer=_("It reports {reported}, and {true} is true.").format(
            reported=percent(points[LAST].reported), true=percent(points[LAST].true)
        )
        if points
        else "",
        why=counts,
        briefly=counts,
        after=partial(_reported_and_true, experiment, points[LAST]) if points else lambda _guess: (),
        source="",
        link=f"playground?{address}",
        link_words=_("See this run in the playground"),
    )


def _point(experiment: Experiment, moment: int) -> Point:
    """A recorded run at this place among its moments, which are its epochs."""
    return read(experiment).points(SHELF.find(experiment).snapshots)[moment]


def _is_true(point: Point) -> bool:
    return as_printed(point.reported) == as_printed(point.true)


def _floor(experiment: Experiment) -> float:
    return accuracy.floor(nets.classes(experiment))


def _eras(rule: str) -> list[Era]:
    return [each for each in ERAS if each.accuracy_rule == rule]


def _source(experiment: Experiment) -> str:
    """Who trained it, and by whose rules it is read."""
    versions = SHELF.find(experiment).versions
    if experiment.keras == versions["keras"]:
        return _("A recorded run of Keras {version} on bundled digits.").format(
            version=versions["keras"]
        )
    return _(
        "A recorded run of Keras {version} on bundled digits, trained and read by the rules of {keras}."
    ).format(version=versions["keras"], keras=keras_of(experiment))


def _reported_and_true(experiment: Experiment, point: Point, guess: float) -> tuple[Picture, ...]:
    rows = (
        Row(
            _("You guessed {share}").format(share=f"{100 * guess:.0f}\N{NO-BREAK SPACE}%"),
            (Mark(picture.GUESS, guess),),
        ),
        Row(
            _("{keras} reports {share}").format(
                keras=keras_of(experiment), share=percent(point.reported)
            ),
            (Mark(picture.REPORTED, point.reported),),
        ),
        Row(_("True: {share}").format(share=percent(point.true)), (Mark(picture.TRUE, point.true),)),
    )
    return (Axis(rows, clauses(row.name for row in rows)),)


def _possible(low: int, certain: int, high: int, guess: float) -> tuple[Picture, ...]:
    rows = (
        Row(_("You guessed {n:,}").format(n=int(guess)), (Mark(picture.GUESS, guess / OF),)),
        Row(
            _("Possible: {low} to {high:,}").format(low=low, high=high),
            (Mark(picture.TRUE, low / OF, high / OF),),
        ),
        Row(
            _("Sure of every answer: {n}").format(n=certain),
            (Mark(picture.TRUE, certain / OF),),
        ),
    )
    return (Axis(rows, clauses(row.name for row in rows), of=OF),)


def _of_changes(tried: Mapping[str, tuple[str, Point]], guess: str) -> tuple[Picture, ...]:
    rows = tuple((name, percent(point.reported), percent(point.true)) for name, point in tried.values())
    head = (_("change"), _("reported"), _("true"))
    return (Table(head, rows, marked=list(tried).index(guess)),)


def _by_era() -> Table:
    """Who picks in each era, and what it makes of the recorded run that this era would train."""
    rows = []
    for era in ERAS:
        point = _point(replace(FAMOUS, keras=era.version), LAST)
        rows.append((era.name, _who(era), percent(point.reported), percent(point.true)))
    return Table((_("versions"), _("what picks"), _("reported"), _("true")), tuple(rows))


def _two_losses() -> Table:
    """Printed and by hand, of the loss that was asked about and of the one that fits."""
    rows = []
    for experiment in (NOW, MENDS["fitting_loss_today"]):
        point = _point(experiment, LAST)
        rows.append((f"`{experiment.loss}`", f"{point.loss:.3f}", f"{point.loss_by_hand:.3f}"))
    return Table((_("loss"), _("printed by Keras"), _("by hand")), tuple(rows))


def _who(era: Era) -> str:
    return {
        "by_width": _("the width of the output"),
        "by_loss": _("the loss"),
        "by_shapes": _("the shapes"),
    }[era.accuracy_rule]
