"""The application: `streamlit run app.py`, or `python3 run.py`, which also makes what it needs.

The file is met twice. A server imports it once, as a module: then it names the application, and what every page needs
is made ready while the first browser is still on its way. After that it is run for every drawing of a page.
"""

from threading import Thread

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def make_ready() -> None:
    """Load the pages and the bank before anybody asks. What fails here is told to people by the first page."""
    from views import frame  # noqa: PLC0415 - only in the thread that has the time

    frame.make_ready()


def draw() -> None:
    """Draw the page that is asked for."""
    from views import frame  # noqa: PLC0415 - the server's import of this file must not wait for the pages

    frame.show()


if get_script_run_ctx(suppress_warning=True) is None:
    from access.door import GUARD
    from access.routes import routes

    app = st.App(__file__, routes=routes(), middleware=GUARD)
    Thread(target=make_ready, daemon=True).start()
else:
    draw()
