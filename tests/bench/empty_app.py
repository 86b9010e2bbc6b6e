"""The least that a page can be: a title, a button, a number."""

import streamlit as st

st.title("Empty")
st.session_state.setdefault("count", 0)
if st.button("Count"):
    st.session_state["count"] += 1
st.markdown(f"counted {st.session_state['count']}")
