"""What the page on pasted code says of it: for each model the report, the problems, the assumptions."""

from collections.abc import Mapping, Sequence
from functools import partial
from zlib import crc32

import streamlit as st

from core import language
from core.check import ModelReport, Report
from core.check.verdicts import Verdict
from core.keras_versions import keras_name
from core.language import _
from core.questions.check import examples, reading
from core.questions.check.reading import Finding
from core.ui import links, state
from core.ui.once import once
from core.ui.plain import as_code, plain

_MEMO = "_check_memo"  # the last text's reports, by what was answered
_QUESTIONS = ("answers", "labels")


def show(text: str) -> None:
    """All that is said of a text."""
    links.forget_opened()  # also where what is drawn once draws none
    if not text.strip():
        st.subheader(_("Nothing to read yet"), anchor=False)
        st.markdown(_looked_for())
        return
    name = f"_check_{crc32(text.encode(errors='replace')):08x}"
    assume = _answered(name, ("keras",))
    seen = _report(text, assume, {})
    if seen.failed:
        st.subheader(_("This could not be read"), anchor=False)
        st.markdown(
            _(
                "That is a mistake of this page, not of your code. Paste less: the model and its "
                "compile call are enough."
            )
        )
        return
    if not seen.models:
        st.subheader(_("No compile call is in sight"), anchor=False)
        st.markdown(_looked_for())
        return
    answers = {
        place: _answered(f"{name}_{place}", _QUESTIONS, model)
        for place, model in enumerate(seen.models[: reading.MODELS])
    }
    report = _report(text, assume, answers)
    _length(report)
    for place, model in enumerate(report.models[: reading.MODELS]):
        with st.container(border=len(report.models) > 1, key=f"check_model_{place}"):
            draw = partial(_model, report, model)
            if text in examples.BY_ID.values():
                once(draw, "check_model", text, place, assume, answers[place])
            else:  # what is somebody's own is drawn for them alone, and not kept
                draw()
            _assumptions(f"{name}_{place}", name, seen.models[place], model, place)


def _looked_for() -> str:
    return _(
        "What is looked for: the last layer of a Keras model, such as `Dense(10, "
        "activation='softmax')`, and `model.compile(loss=…, metrics=[…])`. The rest may be missing, "
        "and there may be other text around it."
    )


def _length(report: Report) -> None:
    count = len(report.models)
    if report.cut:
        st.warning(_("This is too long to be read whole. What follows is of its beginning."))
    if count > reading.MODELS:
        st.info(
            _("The first {shown} of {count} outputs are shown. The command below shows all.").format(
                shown=reading.MODELS, count=count
            )
        )


def _report(text: str, assume: Mapping[str, str], answers: Mapping[int, Mapping[str, str]]) -> Report:
    """The report, from this session's memory where nothing has changed."""
    of = (language.current(), text)
    memo = st.session_state.get(_MEMO)
    if memo is None or memo[0] != of or len(memo[1]) > 32:
        memo = st.session_state[_MEMO] = (of, {})
    key = repr((assume, {place: given for place, given in answers.items() if given}))
    if key not in memo[1]:
        memo[1][key] = reading.read(text, assume, answers)
    return memo[1][key]


def _answered(name: str, ids: Sequence[str], model: ModelReport | None = None) -> dict[str, str]:
    """The reader's answers to what was assumed, where they are others than that."""
    found: dict[str, str] = {}
    for id in ids:
        given = st.session_state.get(_key(name, id, found))
        assumed = reading.asked(model, id) if model else None
        if given and (model is None or (assumed and given != assumed.value)):
            found[id] = given
    return found


def _key(name: str, id: str, answers: Mapping[str, str]) -> str:
    """How the labels are stored is asked anew where several answers are right, or one."""
    return f"{name}_{id}_{answers.get('answers', '')}" if id == "labels" else f"{name}_{id}"


# One model.


def _model(report: Report, model: ModelReport) -> None:
    _headline(report, model)
    found = reading.findings(model)
    lines = report.source.text.split("\n")
    if not model.problems:
        st.markdown(f":green-badge[:material/check:] &ensp; {reading.nothing_to_mend(model)}")
    for finding in found:
        _finding(lines, model, finding)
    if not found:
        _in_playground(model.then)


def _headline(report: Report, model: ModelReport) -> None:
    st.caption(_version(report, model))
    st.subheader(_says(model.then), anchor=False)
    _refusal(model.then)
    if model.then.version != model.today.version:
        today = keras_name(model.today.version)
        if reading.same_today(model):
            st.markdown(_("Today's {keras} does the same.").format(keras=today))
        else:
            st.markdown(
                _("Under today's {keras}: **{says}**").format(keras=today, says=_says(model.today))
            )
            _refusal(model.today)
    st.caption(" · ".join(map(plain, reading.seen(model))))


def _says(verdict: Verdict) -> str:
    return _("Keras refuses this.") if verdict.refused else plain(verdict.says)


def _refusal(verdict: Verdict) -> None:
    """What Keras prints, as it prints it."""
    if verdict.refused:
        st.code(verdict.refused, language=None, wrap_lines=True)


def _version(report: Report, model: ModelReport) -> str:
    keras, written = keras_name(model.then.version), report.generation
    if written.id is None:
        return _("What it will report under {keras}").format(keras=keras)
    if not written.because:
        return _("What it will report under {keras}, which it looks written for").format(keras=keras)
    return _("What it will report under {keras}, which it looks written for: {because}").format(
        keras=keras, because=as_code(written.because[0])
    )


def _finding(lines: Sequence[str], model: ModelReport, finding: Finding) -> None:
    problem = finding.problem
    rule = problem.rule
    with st.container(border=True):
        st.markdown(f"**{rule.title()}** &ensp; {_where(model, finding)}")
        st.markdown(
            _("Line {line}. {because}").format(line=problem.line, because=plain(problem.because))
        )
        st.code(reading.quoted(lines, problem.line), language=None, wrap_lines=True)
        st.markdown(rule.why())
        st.markdown(_("**Mend.** {mend}").format(mend=rule.mend()))
        if problem.changes:
            st.code(reading.diff(problem), language="diff", wrap_lines=True)
        with st.container(horizontal=True):
            _in_playground(finding.under[0])
            if rule.trap:
                links.trap(rule.trap)
            if rule.view:
                links.see(f"versions?view={rule.view}", _("What every version calls it"))


def _in_playground(verdict: Verdict) -> None:
    choices = reading.in_playground(verdict)
    if choices is not None:
        keras = keras_name(verdict.version)
        address = state.address(choices, linked="check")
        links.see(address, _("See it under {keras} in the playground").format(keras=keras))


def _where(model: ModelReport, finding: Finding) -> str:
    names = [
        (_("under today's {keras}") if verdict is model.today else _("under {keras}")).format(
            keras=keras_name(verdict.version)
        )
        for verdict in finding.under
    ]
    return " &ensp; ".join(f":orange-badge[{name}]" for name in names)


# What the code does not say.


def _assumptions(name: str, of_text: str, seen: ModelReport, model: ModelReport, place: int) -> None:
    """What the code leaves open, answered as was assumed; another answer counts at once."""
    ids = [each.id for each in seen.assumed if each.id in _QUESTIONS]
    version = reading.asked(seen, "keras")
    if not ids and not (version and place == 0):
        return
    with st.container(key=f"check_assumed_{place}"):
        st.markdown(_("**Assumed, since the code does not say.** Change it if your data is different."))
        answers = None
        if "answers" in ids:
            answers = _segments(
                _("How many answers can be right for one example?"),
                {"one": _("exactly one"), "several": _("several")},
                reading.asked(seen, "answers").value,
                f"{name}_answers",
            )
        options = reading.label_options(answers)
        if "labels" in ids and len(options) > 1:
            _labels(name, seen, model, answers, options)
        if version and place == 0:
            _segments(
                _("Which Keras is it written for?"),
                {each: keras_name(each) for each in version.options},
                version.value,
                f"{of_text}_keras",
            )


def _labels(
    name: str, seen: ModelReport, model: ModelReport, answers: str | None, options: Sequence[str]
) -> None:
    names = {
        "one_hot": _("one-hot rows"),
        "integer": _("class numbers"),
        "integer_column": _("class numbers, as a column"),
        "multi_hot": _("rows with any number of ones"),
    }
    assumed = reading.asked(seen, "labels").value
    changed = answers is not None and answers != reading.asked(seen, "answers").value
    default = model.labels if changed else assumed
    _segments(
        _("How are the labels stored?"),
        {each: names[each] for each in options},
        default if default in options else options[0],
        _key(name, "labels", {"answers": answers} if changed else {}),
    )


def _segments(label: str, names: Mapping[str, str], default: str, key: str) -> str:
    chosen = st.segmented_control(
        label, list(names), default=default, required=True, format_func=names.get, key=key, wrap=True
    )
    return chosen or default
