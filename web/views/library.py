"""The library view: what there is, what is awaited, what needs a person; adding files and ingesting them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.countries import country_name
from core.errors import NoIndex, RapporteurError
from core.languages import language_name
from core.records import Document, DocumentState, Problem
from core.shown import shown
from ingest.messages import SUFFIXES
from ingest.passwords import wants_password
from serve.as_json import page_address, state_sentence
from serve.background_check import background_check
from serve.library import Library
from serve.name_review import NameReview, name_review
from serve.problems import ProblemGroup, grouped_problems
from serve.readability import counted_works, is_troubled
from serve.render import plural, unmarked
from serve.review import Review, reviews
from serve.shared import background_ingest, library
from serve.term_review import TermProposal, term_proposals
from web import inputs
from web.notices import told
from web.views.names import show_names
from web.views.passwords import ask_password
from web.views.problems import show_failures, show_problems
from web.views.progress import show_progress
from web.views.quality import quality_label, show_quality
from web.views.readability import show_readability
from web.views.review import show_reviews
from web.views.terms import show_term_proposals


def show() -> None:
    """Draws the view."""
    shelf = library()
    st.header("Library", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        _ingest()
    with right:
        _upload(shelf)
    with told():
        try:
            documents = shelf.documents()
        except NoIndex:
            st.info("**Nothing has been ingested yet.** Add files above, or ingest the corpus folder.")
            return
        status = shelf.status()
        background_check().start_if_quick()
        _tabs(shelf, documents, status.failed, status.works)


def _ingest() -> None:
    job = background_ingest()
    st.subheader("Bring up to date", anchor=False)
    st.caption("Reads what is new or changed in the corpus folder. Searches go on meanwhile.")
    if st.button("Re-ingest now", icon=":material/sync:", disabled=job.running):
        job.start()
        st.rerun()
    if job.running:
        _live_progress()
    elif job.error:
        st.error(f"**{unmarked(job.error.problem)}** {job.error.remedy}")
    elif job.report:
        report = job.report
        st.success(
            f"{len(report.added)} added, {len(report.updated)} updated, {len(report.removed)} removed, "
            f"{report.unchanged} unchanged; {plural(report.pages, 'page')} read in {report.seconds:.1f} s."
        )
        touched = {*report.added, *report.updated}
        show_failures(grouped_problems(problem for problem in report.failed if problem.file in touched))


@st.fragment(run_every=0.5)
def _live_progress() -> None:
    job = background_ingest()
    if not job.running:
        st.rerun()
    if job.waiting:
        st.caption(":material/hourglass_empty: Another ingest is under way; this one follows it by itself.")
        return
    show_progress(job.progress)


def _upload(shelf: Library) -> None:
    st.subheader("Add documents", anchor=False)
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(
            "Reports and presentations",
            type=[suffix.removeprefix(".") for suffix in SUFFIXES],
            accept_multiple_files=True,
            label_visibility="collapsed",
        )
        st.caption(
            "PDF, PowerPoint, Word, OpenDocument, HTML, Markdown, text, or ZIP archives of these; up to "
            f"{shelf.settings.upload_bytes // 2**20} MB a file."
        )
        if st.form_submit_button("Add and ingest", icon=":material/upload_file:") and files:
            refused = [told for file in files if (told := _refused(shelf, file.name, file.getvalue()))]
            st.session_state["refused"] = refused
            if len(refused) < len(files):
                background_ingest().start()
                st.rerun()
    for told in st.session_state.pop("refused", []):
        st.error(told)


def _refused(shelf: Library, name: str, content: bytes) -> str:
    """Why a file was not taken, or "" where it was."""
    try:
        shelf.upload(name, content)
    except RapporteurError as exc:
        return f"**{unmarked(exc.problem)}** {exc.remedy}"
    return ""


def _tabs(shelf: Library, documents: Sequence[Document], failed: Sequence[Problem], works: int) -> None:
    problems, to_review, acronyms = grouped_problems(failed), reviews(shelf), term_proposals(shelf)
    names = name_review(shelf)
    present = [document for document in documents if document.state != DocumentState.AWAITED]
    awaited = [document for document in documents if document.state == DocumentState.AWAITED]
    troubled = sum(map(is_troubled, present))
    inputs.tabs(
        {
            "documents": (f"Documents ({len(present)})", lambda: _documents(present, works)),
            "review": (
                f"To review ({len(to_review) + len(names) + len(acronyms)})",
                lambda: _review(shelf, to_review, names, acronyms),
            ),
            "awaited": (f"Awaited ({len(awaited)})", lambda: _awaited(awaited)),
            "problems": (f"Problems ({len(problems)})", lambda: _problems(shelf, problems, failed, documents)),
            "readability": (
                f"Readability ({troubled})" if troubled else "Readability",
                lambda: show_readability(present),
            ),
            "quality": (quality_label(shelf), lambda: show_quality(shelf)),
        }
    )


def _review(shelf: Library, waiting: Sequence[Review], names: NameReview, acronyms: Sequence[TermProposal]) -> None:
    show_reviews(shelf, waiting)
    show_names(shelf, names)
    show_term_proposals(shelf, acronyms)


def _documents(documents: Sequence[Document], works: int) -> None:
    known = {document.id: document for document in documents}
    rows = [
        {
            "Open": page_address(document.id, 1),
            "Title": document.title,
            "Presenters": ", ".join(document.presenters),
            "From": ", ".join(map(country_name, document.countries_from)),
            "About": ", ".join(map(country_name, document.countries_about)),
            "Kind": document.kind,
            "Date": document.date,
            "Language": language_name(document.language) if document.language else "",
            "Pages": len(document.pages),
            "State": state_sentence(document) + ("" if document.reviewed else ", unreviewed"),
            "File": shown(document.file),
            "Belongs to": ", ".join(
                f"{kin.kinship.value}: {shown(known[kin.document].file)}"
                for kin in document.kin
                if kin.document in known
            ),
        }
        for document in documents
    ]
    if not rows:
        st.info("No documents yet.")
        return
    pages = sum(len(document.pages) for document in documents)
    st.caption(counted_works(sum(document.indexed for document in documents), pages, works) + ".")
    st.dataframe(
        rows, hide_index=True, column_config={"Open": st.column_config.LinkColumn(display_text="Open", width="small")}
    )


def _awaited(documents: Sequence[Document]) -> None:
    if not documents:
        st.info("Nothing is awaited: every row of the catalogue has its file.")
        return
    st.caption("The catalogue knows these documents; put their files into the corpus under these names.")
    st.dataframe(
        [
            {
                "File": shown(document.file),
                "Title": document.title,
                "Presenters": ", ".join(document.presenters),
                "Organisations": ", ".join(document.organisations),
                "Event": document.event,
                "Date": document.date,
                "Kind": document.kind,
            }
            for document in documents
        ],
        hide_index=True,
    )


def _problems(
    shelf: Library, problems: Sequence[ProblemGroup], failed: Sequence[Problem], documents: Sequence[Document]
) -> None:
    show_problems(problems, {document.file: document.id for document in documents if document.file})
    ask_password(shelf, [problem.file for problem in failed if wants_password(problem)])
