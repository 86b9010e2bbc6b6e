"""What people see and touch: the only package that knows Streamlit. One page a file, one widget a file."""
