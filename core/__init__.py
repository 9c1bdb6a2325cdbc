"""Which Accuracy?: what Keras reports, against what is true. Imports in here point downwards only."""
