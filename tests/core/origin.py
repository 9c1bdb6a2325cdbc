"""A server on this machine in place of those that keep the data sets, and small archives to keep."""

import hashlib
import io
import os
import tarfile
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

from core.datasets import CATALOGUE

BLOCK = 4096
ORIGIN, SHA256 = "TEST_ORIGIN", "TEST_SHA256"  # environment: what a worker process downloads


class Origin:
    """What the server answers next. seconds: for each block of BLOCK bytes."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.sha256 = hashlib.sha256(body).hexdigest()
        self.status = 200
        self.seconds = 0.0
        self.cut_after: int | None = None
        self.asked = 0
        self.given_up = threading.Event()  # a reader went before the end
        self.url = ""


class Handler(BaseHTTPRequestHandler):
    def __init__(self, origin, *args):
        self.origin = origin
        super().__init__(*args)

    def do_GET(self):
        origin = self.origin
        origin.asked += 1
        body = origin.body if origin.status == 200 else b"no"
        self.send_response(origin.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for start in range(0, len(body[: origin.cut_after]), BLOCK):
                self.wfile.write(body[start : start + BLOCK])
                time.sleep(origin.seconds)
        except OSError:
            origin.given_up.set()

    def log_message(self, *args):
        pass


@contextmanager
def serving(body: bytes):
    """An Origin that serves `body` as long as the context lasts."""
    origin = Origin(body)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, origin))
    origin.url = f"http://127.0.0.1:{server.server_port}/file"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield origin
    finally:
        server.shutdown()
        server.server_close()


def tiny_mnist(train: int = 100, test: int = 40) -> bytes:
    """The bytes of an `mnist.npz` of random images."""
    rng = np.random.default_rng(0)
    arrays = {}
    for part, size in (("train", train), ("test", test)):
        arrays[f"x_{part}"] = rng.integers(0, 256, (size, 28, 28), "uint8")
        arrays[f"y_{part}"] = rng.integers(0, 10, size, "uint8")
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def tiny_newsgroups() -> bytes:
    """The bytes of a `20news-bydate.tar.gz` of two groups and four posts."""
    rng = np.random.default_rng(0)
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        for part in ("train", "test"):
            for group in ("sci.med", "sci.space"):
                text = f"Subject: {group}\n\n{part} of {group} {rng.bytes(6000).hex()}".encode()
                entry = tarfile.TarInfo(f"20news-bydate-{part}/{group}/1")
                entry.size = len(text)
                archive.addfile(entry, io.BytesIO(text))
    return file.getvalue()


def redirect(name: str, url: str, sha256: str, setitem) -> None:
    """Have the data set `name` fetched from this address. setitem(mapping, key, value) sees to it."""
    dataset = CATALOGUE[name]
    remote = replace(dataset.remote, url=url, sha256=sha256)
    setitem(CATALOGUE, name, replace(dataset, remote=remote))


def serve(connection, parent, share) -> None:
    """core.runs.job.serve, with MNIST redirected as the environment says."""
    from core.runs import job

    redirect("mnist", os.environ[ORIGIN], os.environ[SHA256], dict.__setitem__)
    job.serve(connection, parent, share)
