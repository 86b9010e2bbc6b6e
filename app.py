"""The application: `streamlit run app.py`, or `python3 run.py`, which also makes what it needs."""

from views.frame import show

show()
