"""The page that reads pasted Keras code: what it will report, and what to mend."""
