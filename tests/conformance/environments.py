"""Which interpreter and which pins each measured version needs, and how to make and drop them."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Environment:
    """A throw-away environment: versions with equal `python` and `pins` share one.

    `keras` is added on top without its dependencies, since old releases asked for what is gone.
    """

    python: str
    pins: tuple[str, ...]
    keras: str = ""
    backend: str = "tensorflow"


_TF1 = ("tensorflow==1.15.5", "protobuf<3.21", "h5py<3", "numpy<1.19", "scipy", "pyyaml", "six")
_TF14 = ("tensorflow==1.4.1", "protobuf<3.18", "h5py<3", "numpy<1.17", "scipy", "pyyaml", "six")
_TF112 = ("tensorflow==1.12.3", *_TF14[1:])
_THEANO = ("theano==1.0.5", "h5py<3", "numpy<1.17", "scipy", "pyyaml", "six")
_KERAS3 = ("absl-py", "h5py", "ml-dtypes", "namex", "numpy", "optree", "packaging", "rich")
_JAX423 = ("jax[cpu]==0.4.23", "dm-tree", "numpy<1.27", "scipy<1.13", *_KERAS3)
_JAX438 = ("jax[cpu]==0.4.38", *_KERAS3)
_JAX = ("jax[cpu]==0.10.2", *_KERAS3)
_TORCH = ("torch==2.13.0", "dm-tree", *_KERAS3)  # a build for CPUs is enough
_TF216 = ("tensorflow==2.16.2", "numpy<1.27", "dm-tree")


def _tensorflow(version: str, python: str, *pins: str) -> Environment:
    return Environment(python, (f"tensorflow=={version}", *pins))


_OLD = ("protobuf<3.21", "h5py<3", "numpy<1.19")

# A Keras on another backend than its default has the backend's name behind its version.
ENVIRONMENTS = {
    "1.0.0": Environment("3.6", _THEANO, "1.0.0", "theano"),
    "1.0.5": Environment("3.6", _THEANO, "1.0.5", "theano"),
    "1.0.6": Environment("3.6", _THEANO, "1.0.6", "theano"),
    "1.2.2": Environment("3.6", _TF14, "1.2.2"),
    "2.0.9": Environment("3.6", _TF14, "2.0.9"),
    "2.1.6": Environment("3.6", _TF112, "2.1.6"),
    "2.2.4": Environment("3.7", _TF1, "2.2.4"),
    "2.2.5": Environment("3.7", _TF1, "2.2.5"),
    "2.3.0": Environment("3.7", _TF1, "2.3.0"),
    "2.3.1": Environment("3.7", _TF1, "2.3.1"),
    "tf-1.4.1": Environment("3.6", _TF14),
    "tf-1.12.3": Environment("3.6", _TF112),
    "tf-1.13.2": Environment("3.6", ("tensorflow==1.13.2", *_TF14[1:])),
    "tf-1.14.0": Environment("3.6", ("tensorflow==1.14.0", *_TF14[1:])),
    "tf-1.15.5": Environment("3.7", _TF1),
    "tf-2.0.4": _tensorflow("2.0.4", "3.7", *_OLD),
    "tf-2.1.4": _tensorflow("2.1.4", "3.7", *_OLD),
    "tf-2.2.3": _tensorflow("2.2.3", "3.8", *_OLD),
    "tf-2.3.4": _tensorflow("2.3.4", "3.8", *_OLD),
    "tf-2.4.4": _tensorflow("2.4.4", "3.8", "protobuf<3.20"),
    "tf-2.5.3": _tensorflow("2.5.3", "3.8", "protobuf<3.20"),
    "tf-2.6.5": _tensorflow("2.6.5", "3.9", "protobuf<3.20", "numpy<1.20"),
    "tf-2.11.1": _tensorflow("2.11.1", "3.10", "numpy<1.24"),
    "tf-2.15.1": _tensorflow("2.15.1", "3.11", "numpy<1.27"),
    "3.0.5": Environment("3.11", _TF216, "3.0.5"),
    "3.3.3": Environment("3.11", _TF216, "3.3.3"),
    "3.8.0": Environment("3.11", ("tensorflow==2.18.1",), "3.8.0"),
    "3.15.1": Environment("3.11", ("tensorflow==2.21.0",), "3.15.1"),
    "3.0.5-jax": Environment("3.11", _JAX423, "3.0.5", "jax"),
    "3.8.0-jax": Environment("3.11", _JAX438, "3.8.0", "jax"),
    "3.15.1-jax": Environment("3.11", _JAX, "3.15.1", "jax"),
    "3.0.5-torch": Environment("3.11", _TORCH, "3.0.5", "torch"),
    "3.8.0-torch": Environment("3.11", _TORCH, "3.8.0", "torch"),
    "3.15.1-torch": Environment("3.11", _TORCH, "3.15.1", "torch"),
}


def interpreter(python: str) -> str:
    """The newest `python` ("3.7") on PATH or under pyenv's root. Raises FileNotFoundError."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = sorted(root.glob(f"versions/{python}.*/bin/python"))
    path = str(found[-1]) if found else shutil.which(f"python{python}")
    if not path:
        raise FileNotFoundError(f"no Python {python} on PATH or under {root}")
    return path


def make(environment: Environment, folder: Path) -> None:
    """A virtual environment with the pins under `folder`. Raises CalledProcessError."""
    subprocess.run([interpreter(environment.python), "-m", "venv", folder], check=True)
    if environment.python == "3.6":
        pip(folder, "pip>=21,<22")  # its own pip builds what newer ones find as wheels
    pip(folder, *environment.pins)


def overlay(environment: Environment, folder: Path) -> dict[str, str]:
    """The variables under which `environment.keras` is found, installed beside the shared pins."""
    variables = {**os.environ, "KERAS_BACKEND": environment.backend, "PYTHONNOUSERSITE": "1"}
    variables["THEANO_FLAGS"] = "cxx="  # compiling each graph with g++ takes longer than running it
    variables.pop("PYTHONPATH", None)
    if environment.keras:
        target = folder / f"keras-{environment.keras}"
        pip(folder, "--no-deps", "--target", str(target), f"keras=={environment.keras}")
        variables["PYTHONPATH"] = str(target)
    return variables


def pip(folder: Path, *arguments: str) -> None:
    """Install quietly into the environment under `folder`. Raises CalledProcessError."""
    command = [folder / "bin/python", "-m", "pip", "install", "-qq", *arguments]
    subprocess.run([*command, "--disable-pip-version-check"], check=True)
