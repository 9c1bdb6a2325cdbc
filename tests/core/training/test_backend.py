"""Which Keras trains, whatever the machine's own settings say."""

import json
import os
import subprocess
import sys

import pytest

from tests.serving import ROOT

SAYS = "from core import training; import keras; print(keras.backend.backend(), training.device().kind)"


@pytest.mark.slow
def test_tensorflow_trains_where_keras_is_set_to_another_backend(tmp_path):
    """As whoever uses JAX has it in ~/.keras/keras.json; and the log has no error of a missing GPU."""
    (tmp_path / "keras.json").write_text(json.dumps({"backend": "jax"}), encoding="utf-8")
    unset = ("KERAS_BACKEND", "TF_CPP_MIN_LOG_LEVEL")
    environ = {name: value for name, value in os.environ.items() if name not in unset}
    ran = subprocess.run(
        [sys.executable, "-c", SAYS],
        cwd=ROOT,
        env=environ | {"KERAS_HOME": str(tmp_path), "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.split() == ["tensorflow", "CPU"]
    assert not [line for line in ran.stderr.splitlines() if line.startswith(("E0000", "W0000"))]
