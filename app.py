"""The composition root: the web page and the document, image and API routes, on one port. Run: streamlit run app.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.concurrency import run_in_threadpool

from serve.environment import lifeline
from serve.http_api import routes
from serve.shared import background_ingest, library
from serve.stop import stop_with_the_parent

if (handed_on := lifeline()) is not None:
    stop_with_the_parent(handed_on)
background_ingest()  # made before the first reader comes, so that there is one


@asynccontextmanager
async def _until_stopped(_: st.App) -> AsyncIterator[None]:
    """When the server stops, an ingest keeps what it has read."""
    yield
    await run_in_threadpool(background_ingest().close)
    library().close()


app = st.App("web/main.py", routes=routes(library()), lifespan=_until_stopped)
