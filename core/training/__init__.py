"""Trains and measures: the only rooms that import TensorFlow and Keras, and in no page's process."""

import os

# Before whichever of the rooms imports Keras first.
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from core.training.many import train_many
from core.training.one import device, train, versions
from core.training.orders import gallery_of, snapshots_of

__all__ = ["device", "gallery_of", "snapshots_of", "train", "train_many", "versions"]
