"""What pages share. The only rooms of `core` that import Streamlit."""
