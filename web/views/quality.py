"""The tab "Quality": the known items, how many are found, what is lost since the last ingest; and what readers said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.errors import RapporteurError
from core.records import Document
from core.shown import shown
from serve.background_check import background_check
from serve.check_history import History, history_rows, is_stale, read_history
from serve.feedback import Feedback, questions_of, read_feedback
from serve.item_check import REACHED, Check, Outcome, item_problems
from serve.judged_set import JudgedPage, JudgedSet, judged_csv, judged_lines, judged_set, known_of
from serve.known_items import add_known_item, read_known_items
from serve.library import Library
from serve.render import date_name, numbered, plural, unmarked
from web.pages import page

_MOST_SHOWN = 30
_FAILED = "known-failed"


def quality_label(shelf: Library) -> str:
    """The tab's name, with how much the last check showed to be lost."""
    history = read_history(shelf.settings.checks)
    gone = len(history.lost(history.last)) if history.last else 0
    return f"Quality ({gone} lost)" if gone else "Quality"


def show_quality(shelf: Library) -> None:
    """Draws the tab."""
    history, known = read_history(shelf.settings.checks), read_known_items(shelf.settings.known_items)
    st.caption(
        f"Known items are questions and searches whose page is known: rows of {shelf.settings.known_items.name} in the"
        " corpus folder (question, file, page: counted in the PDF; neither file nor page where nothing answers). A check puts"
        " them all to the library, and shows what an ingest, or a new version, made better or worse."
    )
    _run(shelf, bool(known.items), history.last)
    for problem in (*item_problems(shelf, history.files), *history.problems):
        st.warning(f"**{unmarked(problem.problem)}** {unmarked(problem.remedy)}")
    if history.last:
        _numbers(history, history.last)
        _failed(shelf, [outcome for outcome in history.last.outcomes if not outcome.good])
        _past(history)
    _judgements(shelf)


def _run(shelf: Library, any_items: bool, last: Check | None) -> None:
    job = background_check()
    left = st.container(horizontal=True, vertical_alignment="center")
    with left:
        if st.button("Check the known items", icon=":material/fact_check:", disabled=job.running or not any_items):
            job.start()
            st.rerun()
        if job.running:
            _progress()
        elif not any_items:
            st.caption("There are none yet: write the first rows, or add a judged question below.")
        elif is_stale(shelf, last):
            st.caption(
                ":material/update: "
                + ("The library, or the table, is another since the last check." if last else "Never checked.")
            )
    if job.error and not job.running:
        st.error(f"**{unmarked(job.error.problem)}** {unmarked(job.error.remedy)}")


@st.fragment(run_every=0.5)
def _progress() -> None:
    job = background_check()
    if not job.running:
        st.rerun()
    st.progress(job.done / job.total if job.total else 0.0, f"{job.done} of {plural(job.total, 'item')} checked")


def _numbers(history: History, last: Check) -> None:
    before = next((check for check in reversed(history.before(last)) if check.generation != last.generation), None)
    shown_scores = {what: score for what, score in last.scores.items() if score.total}
    for column, (what, score) in zip(st.columns(max(1, len(shown_scores))), shown_scores.items(), strict=False):
        was = before.scores[what] if before else None
        change = score.held - was.held if was and was.total == score.total else None
        column.metric(REACHED[what].capitalize(), f"{score.held} of {score.total}", change or None, border=True)
    day, clock = date_name(last.date[:10]), last.date[11:16]
    st.caption(f"Checked on {day} at {clock} UTC, on generation {last.generation}, in {last.seconds:.1f} s.")
    if gone := history.lost(last):
        lines = "\n".join(f"- {unmarked(one.sentence)}" for one in gone)
        st.error(f"**Lost since the check before:**\n{lines}", icon=":material/trending_down:")


def _failed(shelf: Library, outcomes: Sequence[Outcome]) -> None:
    if not outcomes:
        st.success("Every item is found and answered.")
        return
    st.subheader(f"Not as they should be ({len(outcomes)})", anchor=False)
    for place, outcome in enumerate(outcomes[:_MOST_SHOWN]):
        with st.container(border=True, gap="xsmall", key=f"item-{place}"):
            _outcome(shelf, outcome)
    if len(outcomes) > _MOST_SHOWN:
        st.caption(f"{len(outcomes) - _MOST_SHOWN} more: `rapporteur check` lists all.")


def _outcome(shelf: Library, outcome: Outcome) -> None:
    documents = shelf.view().documents
    missed = ", ".join(f"not {REACHED[what]}" for what, held in outcome.reached.items() if not held)
    target = page("ask" if outcome.is_question else "search")
    st.page_link(target, label=f"**{unmarked(outcome.question)}**", query_params={"q": outcome.question})
    st.caption(f"{missed[0].upper()}{missed[1:]}.")
    with st.container(horizontal=True, gap="small"):
        for wanted in outcome.pages:
            place = f"{shown(wanted.file)}, {_page_name(documents.get(wanted.document), wanted.page)}"
            label = f"Expected: {unmarked(place)}"
            if wanted.document:
                _link(label, wanted.document, wanted.page, outcome.question)
            else:
                st.caption(label, width="content")
        came = outcome.instead
        if came:
            where = unmarked(f"{came.title}, {numbered(came.label, came.page)}")
            _link(f"Came instead: {where}", *came[:2], outcome.question)
        else:
            st.caption("Nothing came instead.", width="content")


def _page_name(document: Document | None, number: int) -> str:
    """A page that is counted in the file, as pages are cited: "p. xii (PDF 14)"."""
    known = document is not None and number <= len(document.pages)
    return numbered(document.pages[number - 1].label, number) if document and known else f"PDF page {number}"


def _link(label: str, document: str, number: int, question: str) -> None:
    target = {"id": document, "page": str(number), "q": question}
    st.page_link(page("document"), label=label, query_params=target, width="content")


def _past(history: History) -> None:
    st.subheader("Over the ingests", anchor=False)
    rows: list[dict[str, Any]] = [
        {
            "Checked (UTC)": check.date.removesuffix("+00:00").replace("T", " "),
            "Generation": check.generation,
            "Documents": check.documents,
            "Pages": check.pages,
            **{REACHED[what].capitalize(): f"{score.held} of {score.total}" for what, score in check.scores.items()},
            "Lost": gone,
        }
        for check, gone in history_rows(history)
    ]
    st.dataframe(rows, hide_index=True)


def _judgements(shelf: Library) -> None:
    """What readers said, to be taken along or made into known items."""
    feedback = read_feedback(shelf.settings.feedback)
    judged = judged_set(feedback, shelf.view().documents.values())
    st.subheader(f"What readers said ({len(feedback.standing)})", anchor=False)
    for problem in (*feedback.problems, *judged.problems):
        st.warning(f"**{unmarked(problem.problem)}** {unmarked(problem.remedy)}")
    if not feedback.standing:
        st.caption("Nothing yet. Every answer can be judged where it is shown, right or wrong, or what is missing.")
        return
    contrary = feedback.contradictions + judged.contradictions
    st.caption(
        f"{plural(len(feedback.standing), 'judgement')}, {plural(contrary, 'contradiction')} (the later word holds). The"
        " judged set can be run by `rapporteur evaluate --questions`."
    )
    if judged.pages:
        with st.container(horizontal=True):
            _download("Judged set as CSV", "judged.csv", "text/csv", "".join(judged_csv(judged)))
            lines = "".join(judged_lines(judged))
            _download("Judged set as JSON lines", "judged.jsonl", "application/jsonl", lines)
    _questions(shelf, feedback, judged)


def _download(label: str, name: str, kind: str, text: str) -> None:
    st.download_button(label, text, name, kind, icon=":material/download:", on_click="ignore")


def _questions(shelf: Library, feedback: Feedback, judged: JudgedSet) -> None:
    if failed := st.session_state.pop(_FAILED, ""):
        st.error(failed)
    documents = {document.file: document for document in shelf.documents() if document.file}
    known, questions = read_known_items(shelf.settings.known_items), list(questions_of(feedback))
    for place, question in enumerate(questions[:_MOST_SHOWN]):
        pages = judged.of(question)
        with st.container(border=True, gap="xsmall", key=f"judged-{place}"):
            st.markdown(f"**{unmarked(question)}**")
            st.caption("; ".join(_said(documents.get(one.file), one) for one in pages) or "Of no page.")
            if known.item(question):
                st.caption(":material/check: Among the known items", width="content")
            elif any(one.grade for one in pages):
                st.button(
                    "Add to the known items", key=f"known-{question}", icon=":material/playlist_add:",
                    on_click=_add, args=(shelf, judged, question),
                )  # fmt: skip
    if len(questions) > _MOST_SHOWN:
        st.caption(f"{len(questions) - _MOST_SHOWN} more: `rapporteur feedback` lists all.")


def _said(document: Document | None, judged: JudgedPage) -> str:
    if judged.page is None:
        return "nothing in the library answers"
    place = f"{shown(judged.file)}, {_page_name(document, judged.page)}"
    return f"{unmarked(place)}, {'answers' if judged.grade else 'does not answer'}"


def _add(shelf: Library, judged: JudgedSet, question: str) -> None:
    try:
        add_known_item(shelf.settings.known_items, known_of(judged, question))
    except RapporteurError as exc:
        st.session_state[_FAILED] = f"**{unmarked(exc.problem)}** {unmarked(exc.remedy)}"
