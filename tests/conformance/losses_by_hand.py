"""Each loss by hand, from logits and from outputs, as the versions computed it. NumPy in float32."""

import numpy as np

EPSILON = np.float32(1e-7)


def from_logits(loss: str, targets: np.ndarray, logits: np.ndarray) -> np.ndarray:
    """(N,) losses of a crossentropy on logits. targets: (N, K), or (N,) labels for the sparse one."""
    logits = logits.astype("float64")
    if loss == "binary_crossentropy":
        softplus = np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))
        return np.mean(softplus - logits * targets, axis=-1)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_softmax = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    if loss == "sparse_categorical_crossentropy":
        return -log_softmax[np.arange(len(targets)), targets]
    return -np.sum(targets * log_softmax, axis=-1)


def from_outputs(loss: str, targets, outputs: np.ndarray, guard: str) -> np.ndarray:
    """(N,) losses on outputs as they are, which crossentropies clip to [1e-7, 1 - 1e-7].

    guard: "clip"; "clip_and_add", which adds 1e-7 once more inside the binary logarithms; or
    "clip_and_fold", where TensorFlow's graph optimizer also folds 1 + 1e-7 into one float32.
    """
    outputs = outputs.astype("float32")
    if loss == "mean_squared_error":
        return np.mean((targets - outputs) ** 2, axis=-1)
    if loss == "categorical_crossentropy":
        with np.errstate(divide="ignore"):
            outputs = outputs / outputs.sum(axis=-1, keepdims=True)
    clipped = np.clip(outputs, EPSILON, np.float32(1) - EPSILON)
    if loss == "categorical_crossentropy":
        return -np.sum(targets * np.log(clipped), axis=-1)
    if loss == "sparse_categorical_crossentropy":
        return from_logits(loss, targets, np.log(clipped))
    more = np.float32(0) if guard == "clip" else EPSILON
    off = (1 + more) - clipped if guard == "clip_and_fold" else (1 - clipped) + more
    on, off = np.log(clipped + more), np.log(off)
    return -np.mean(targets * on + (1 - targets) * off, axis=-1)
