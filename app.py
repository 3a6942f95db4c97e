"""The composition root: the web page and the document, image and API routes, on one port. Run: streamlit run app.py"""

from __future__ import annotations

import streamlit as st

from serve.http_api import routes
from serve.shared import background_ingest, library

background_ingest()  # made before the first reader comes, so that there is one
app = st.App("web/main.py", routes=routes(library()))
