"""What is being shown and the one thing to do about it: a recording, a run, a refusal, no data."""

from collections.abc import Callable

import streamlit as st

from core import datasets, keras_versions
from core.experiment import DEFAULTS, Experiment, Script, nets
from core.language import _, ngettext, sentences
from core.reading import words
from core.reading.reading import read
from core.reading.words import moment
from core.recordings import Recording
from core.runs import Run
from core.runs.run import FAILED, FINISHED, QUEUED, STOPPED
from core.ui import data_note, staging, state
from core.ui.controls import mend_buttons
from core.ui.desk import desk
from core.ui.frame import crew_in_words, device_in_words, installed
from core.ui.live import Source

RECORDED = "recorded"


def run_state(experiment: Experiment, source: Source, shipped: bool) -> None:
    """The state of the playground's run, and the buttons that go with it.

    shipped: whether there is a recording of it, which is then one click away.
    """
    labels = {RECORDED: _("Train it live"), STOPPED: _("Train again"), FAILED: _("Try again")}

    def buttons(found: str) -> None:
        if staging.hidden("run"):
            return
        if found in labels:
            _train_button(experiment, labels[found])
        if found != RECORDED and shipped:
            st.button(
                _("Back to the recording"),
                key="_recording",
                icon=":material/album:",
                on_click=state.back_to_recording,
                args=(experiment,),
            )

    state_line(source, buttons, "run_state", words.emulated_in_words(read(experiment), _keras(source)))


def state_line(source: Source, actions: Callable[[str], None], key: str, rules: str = "") -> None:
    """One line of constant height, so that nothing below it moves when a run starts or ends.

    actions: draws the buttons at its end, given "recorded", "finished", "stopped" or "failed"; of a
    live run there is one to stop it. key: starts with "run_state". rules: a sentence on whose rules it
    is trained and read by, where they are not its own.
    """
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        if isinstance(source, Recording):
            _recorded(source, rules)
            actions(RECORDED)
        elif source.live:
            st.progress(_part_done(source), text=_progress_in_words(source), width="stretch")
            st.button(
                _("Stop"),
                key=f"_stop_{key}",
                icon=":material/stop:",
                on_click=desk().stop,
                args=(source,),
            )
        else:
            {FAILED: _failed, STOPPED: _stopped, FINISHED: _finished}[source.state](source, rules)
            actions(source.state)
    if isinstance(source, Run):
        _notice(source)


def show_refusal(experiment: Experiment, refused: keras_versions.KerasRefuses) -> None:
    """What this Keras says to the setup, why, and each mend as one click."""
    st.subheader(
        _("Keras {version} refuses this setup.").format(version=experiment.keras), anchor=False
    )
    if refused.exception_type:
        _what_keras_says(experiment, refused)
    else:
        st.markdown(refused.message)
    if refused.mends:
        st.markdown(_("**Mend it with one click:**"))
        mend_buttons(experiment, refused)
    else:
        st.markdown(_("No single change mends it."))


def _what_keras_says(experiment: Experiment, refused: keras_versions.KerasRefuses) -> None:
    st.markdown(
        _(
            "`{loss}` and `{metric}` were given targets of shape `{targets}` for predictions of shape "
            "`{outputs}`. They do not fit together. Keras says, but for what TensorFlow puts around it:"
        ).format(
            loss=experiment.loss,
            metric=experiment.metric,
            targets=_shape(nets.target_shape(experiment)),
            outputs=_shape(nets.output_shape(experiment)),
        )
    )
    st.code(f"{refused.exception_type}: {refused.message}", language=None, wrap_lines=True)


def before_the_first(run: Run) -> str:
    """What is going on, or has gone wrong, while there is no number to show."""
    if run.download:
        return _("Fetching {title} …").format(title=datasets.CATALOGUE[run.experiment.dataset].title)
    return _("Waiting for the first number …") if run.live else _("Nothing was measured.")


def ask_to_download(experiment: Experiment, run: Run | None = None) -> None:
    """Say what would be fetched and from where; nothing is fetched unasked.

    run: one that ended before the data was here; why, is said first.
    """
    dataset = datasets.CATALOGUE[experiment.dataset]
    words = dataset.words()
    st.subheader(data_note.missing_in_words(experiment.dataset), anchor=False)
    if run and run.problem:
        st.markdown(f":red[:material/error: {_problem_in_words(run)}]")
    st.markdown(
        _("{examples}: {download} ({origin}; licence: {licence}).").format(
            examples=words.examples,
            download=data_note.download_in_words(dataset.remote),
            origin=data_note.origin_in_words(words.origin),
            licence=words.licence,
        ),
        help=data_note.checksum_in_full(dataset),
    )
    if desk().elsewhere:
        st.markdown(_("The machine of the cluster that trains keeps it on its own disk."))
    with st.container(horizontal=True):
        _train_button(experiment, _("Download it and train"))
        st.button(
            _("Use the bundled digits"),
            key="_bundled",
            on_click=state.choose,
            args=({"dataset": DEFAULTS["dataset"]},),
        )


def _recorded(recording: Recording, rules: str) -> None:
    st.badge(_("recording"), icon=":material/album:", color="gray", width="content")
    if rules:
        told = _("of a real run ({device}).").format(device=device_in_words(recording.device))
    else:
        told = _("of a real run ({device}, Keras {keras}).").format(
            device=device_in_words(recording.device), keras=_keras(recording)
        )
    st.markdown(sentences([told, rules]), width="stretch")


def _keras(source: Source) -> str:
    """The Keras version that trains it, or trained it."""
    if isinstance(source, Recording):
        return source.versions["keras"]
    return installed("keras")


def _failed(run: Run, rules: str) -> None:
    said = [_problem_in_words(run)]
    dataset = run.experiment.dataset
    if run.problem and data_note.problem_in_words(dataset, run.problem.id):
        said.append(data_note.stand_in_in_words(dataset))
    said.append(_("Nothing else was lost."))
    st.markdown(f":red[:material/error: {' '.join(said)}]", width="stretch")


def _stopped(run: Run, rules: str) -> None:
    st.badge(_("stopped"), icon=":material/stop:", color="orange", width="content")
    words = _("at epoch {epoch} of {epochs}. What was measured is kept.")
    if isinstance(run.experiment, Script):
        words = _("after line {epoch} of {epochs}. What was measured is kept.")
    told = words.format(
        epoch=moment(run.snapshots[-1].epoch) if run.snapshots else 0,
        epochs=run.experiment.epochs,
    )
    st.markdown(sentences([told, rules]), width="stretch")


def _finished(run: Run, rules: str) -> None:
    st.badge(_("run"), icon=":material/check:", color="green", width="content")
    told = [_finished_in_words(run)]
    if run.not_kept:
        told.append(_("It could not be kept for later: the disk is full, or cannot be written to."))
    st.markdown(sentences([*told, rules]), width="stretch")


def _finished_in_words(run: Run) -> str:
    epochs = run.experiment.epochs
    if isinstance(run.experiment, Script):
        told = _("here, all of the script ({device}).")
        if run.recalled:
            told = _("kept from earlier, all of the script ({device}).")
    elif run.recalled:
        told = ngettext(
            "kept from earlier, {epochs} epoch ({device}).",
            "kept from earlier, {epochs} epochs ({device}).",
            epochs,
        )
    else:
        told = ngettext("here, {epochs} epoch ({device}).", "here, {epochs} epochs ({device}).", epochs)
    return told.format(epochs=epochs, device=device_in_words(run.device))


def _notice(run: Run) -> None:
    """What has gone wrong around a run, which is not lost for it."""
    if run.restarts and run.state != FAILED:
        told = [_("The training process was lost. A new one started and trains this run again.")]
        if desk().problem:
            told.append(crew_in_words(desk().problem))
        st.info(sentences(told), icon=":material/restart_alt:")


def _train_button(experiment: Experiment, label: str) -> None:
    st.button(
        label,
        key="_train",
        type="primary",
        icon=":material/play_arrow:",
        on_click=_train,
        args=(experiment,),
    )


def _train(experiment: Experiment) -> None:
    state.ask_for(experiment)
    desk().submit(experiment, state.watcher(), again=True)


def _part_done(run: Run) -> float:
    """Of the download while there is one, else of the epochs; from 0 to 1."""
    if run.download:
        so_far, total = run.download
        return min(1.0, so_far / total)
    return run.progress


def _progress_in_words(run: Run) -> str:
    if run.state == QUEUED and desk().ready:
        return _("Waiting: number {place} in the queue.").format(place=run.place)
    if run.device is None and desk().ready and desk().elsewhere:
        return _("Waiting for a machine of the cluster …")
    if run.device is None:
        return _("Starting TensorFlow: a few seconds, once.")
    if run.download:
        return data_note.fetching_in_words(run.experiment.dataset, *run.download)
    if not run.snapshots:
        return _("Building the model …")
    words = _("Epoch {epoch} of {epochs}")
    if isinstance(run.experiment, Script):
        words = _("Line {epoch} of {epochs}")
    told = [words.format(epoch=moment(run.snapshots[-1].epoch), epochs=run.experiment.epochs)]
    if run.seconds_left is not None:
        told.append(_("{seconds:.0f} s left").format(seconds=run.seconds_left))
    told.append(device_in_words(run.device))
    return " · ".join(told)


def _problem_in_words(run: Run) -> str:
    problem = run.problem
    if problem is None:
        return _("The run failed.")
    if problem.id == "worker_lost":
        return _("The training process was lost twice in this run. It may need more memory.")
    of_the_data = data_note.problem_in_words(run.experiment.dataset, problem.id)
    return of_the_data or _("The run failed: {error}.").format(error=problem.message.rstrip("."))


def _shape(shape: tuple[int | None, ...]) -> str:
    sizes = [_("batch") if size is None else str(size) for size in shape]
    return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"
