"""A reader's own arrays on the page: brought as files or pasted, read at once, kept for the session."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core import brought
from core.brought import MOST_MEGABYTES, File, Incomplete, Unreadable
from core.language import _
from core.questions.predictions import fitting
from core.questions.predictions.case import Case
from core.questions.predictions.held import Held
from core.ui.plain import plain

SAVED = 'np.savez("predictions.npz", labels=y_test, predictions=model.predict(x_test))'
_HELD, _TURN = "_predictions_held", "_predictions_turn"
_SAID = "_predictions_said"  # of files that could not be read
LONGEST = 2_000_000  # characters of a paste
ENDINGS = ["npz", "npy", "csv", "tsv", "txt"]


def ask() -> Case | None:
    """What the reader brought; None as long as there is nothing that can be read."""
    session = st.session_state
    with st.container(border=True, key="own"):
        held: Held | None = session.get(_HELD)
        if held is not None and held.case is not None:
            _kept(held.case)
            return held.case
        if held is not None:
            st.warning(_("Others needed the room that your arrays took: bring them again."))
        case = _brought(session.setdefault(_TURN, 0))
    if case is None:
        return None
    # From here on the arrays alone are kept: a new turn has fields without files and text.
    session[_HELD] = Held(case)
    session.pop(_SAID, None)
    session[_TURN] += 1
    st.rerun()
    return case


def _kept(case: Case) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _("Your arrays: labels {labels}, predictions {predictions}.").format(
                labels=f"`{case.labels.shape}`", predictions=f"`{case.predictions.shape}`"
            ),
            width="stretch",
        )
        st.button(_("Bring others"), key="_predictions_others", on_click=_drop)


def _drop() -> None:
    st.session_state.pop(_HELD, None)


def _brought(turn: int) -> Case | None:
    """The fields; the arrays in them, held against each other."""
    files, paste = st.columns(2, gap="medium")
    with files:
        uploaded = st.file_uploader(
            _("Files: one NPZ or CSV with both, or one for each"),
            ENDINGS,
            accept_multiple_files=True,
            key=f"_predictions_files_{turn}",
            max_upload_size=MOST_MEGABYTES,
        )
    with paste:
        text = st.text_area(
            _("Or paste a table: in each line the label, then the outputs"),
            max_chars=LONGEST,
            key=f"_predictions_text_{turn}",
            height=100,
            placeholder="2, 0.01, 0.04, 0.95",
        )
    st.caption(
        _(
            "Read, never run or unpickled; not stored, not sent on, not in the address. At most "
            "{most} MB. This line saves both:"
        ).format(most=MOST_MEGABYTES)
    )
    st.code(SAVED, language=None, wrap_lines=True)  # a line for a script, which is none itself
    if uploaded:
        return _of_files(uploaded)
    if said := st.session_state.get(_SAID):
        st.warning(said)
    return _of_text(text) if (text or "").strip() else None


def _of_files(uploaded: list) -> Case | None:
    session = st.session_state
    session.pop(_SAID, None)
    try:
        brought.check_sizes([each.size for each in uploaded])
        pair = brought.pair([File(each.name, each.getvalue()) for each in uploaded])
        case = fitting.case(pair)
    except Incomplete as problem:  # the other may follow
        st.warning(plain(str(problem)))
        return None
    except Unreadable as problem:
        session[_SAID] = plain(str(problem))
    else:
        _forget(uploaded)
        return case
    _forget(uploaded)  # files that cannot be read are of no use
    session[_TURN] += 1
    st.rerun()
    return None


def _forget(uploaded: list) -> None:
    """Have Streamlit drop the bytes of these files now; by itself it keeps them for the session."""
    context = get_script_run_ctx()
    for each in uploaded:
        context.uploaded_file_mgr.remove_file(context.session_id, each.file_id)


def _of_text(text: str) -> Case | None:
    try:
        return fitting.case(brought.pasted(text))
    except Unreadable as problem:
        st.warning(plain(str(problem)))
        return None
