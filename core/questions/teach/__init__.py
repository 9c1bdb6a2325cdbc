"""Teach: one page of the app in one state, as a teacher wants it in a course page."""
