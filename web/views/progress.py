"""The progress of an ingest: how far, what is being read and for how long, and what failed so far."""

from __future__ import annotations

import time

import streamlit as st

from serve.ingest_progress import Progress, failed_so_far, is_slow, progress_words, reading_words
from serve.render import unmarked
from web.views.problems import show_failures


def show_progress(progress: Progress | None) -> None:
    """Draws it; None: the corpus is still looked through."""
    if progress is None:
        st.progress(0.0, text="Looking through the corpus…")
        return
    now = time.monotonic()
    st.progress(progress.share, text=progress_words(progress, now))
    under_way = reading_words(progress, now)
    if under_way:
        patience = " Scanned pages take some seconds each to be recognised." if is_slow(progress, now) else ""
        st.caption(f"Reading {unmarked(under_way)}.{patience}")
    elif progress.done == progress.files:
        st.caption("Writing the index…")
    show_failures(failed_so_far(progress))
