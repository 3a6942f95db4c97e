"""The Streamlit views: widgets and layout only."""
