"""For which Keras the code was written, by what it imports and which names of which age it uses."""

import re
from dataclasses import dataclass

from core import keras_versions
from core.keras_versions import TODAY, UnknownVersion


@dataclass(frozen=True)
class Generation:
    """A generation of Keras, and the version that is asked for it.

    id: "1", "2" (2.0 to 2.2), "2.3", "tf1", "tf2" (2.0, 2.1), "tf2.2+" or "3"; None if unknown.
    because: what tells it, as it stands in the code. backend: where the code names one.
    """

    id: str | None
    version: str
    because: tuple[str, ...] = ()
    backend: str = "tensorflow"


# The version that stands for a generation, where the code names none.
STANDS_FOR = {
    "1": "1.2.2",
    "2": "2.2.4",
    "2.3": "2.3.1",
    "tf1": "tf-1.12.3",
    "tf2": "tf-2.1.4",
    "tf2.2+": "tf-2.11.1",
    "3": TODAY,
}

_TF_KERAS = re.compile(
    r"tensorflow(?:\.python)?\.keras|\btf\.(?:contrib\.)?keras|\bfrom tensorflow import [^\n]*\bkeras\b"
    r"|\btf\.python\.keras|\btf_keras\b"
)
_STANDALONE = re.compile(
    r"^\s*(?:>>> ?|In \[\d*\]: ?|\d+[.:|]? +)?(?:from keras\b|import keras\b)", re.MULTILINE
)
_TF_ONLY = re.compile(
    r"\btf\.(?:nn|data|losses|metrics|optimizers|config|distribute|function|GradientTape|one_hot)\b"
)
_PIN = re.compile(
    r"(?i)\b(tensorflow(?:-gpu|-cpu)?|tf|keras)(?:\.__version__)?\s*(?:version|v|[(:=~>]=?=?|is|->|,)*"
    r"[\s:='\"#v]*(\d+\.\d+(?:\.\d+)?)\b"
)
_MAJOR = re.compile(r"(?i)\b(keras|tensorflow|tf)[ -]?([123])(?:\.x)?\b(?!\.\d)(?![\w(])")
_TF1 = re.compile(
    r"\btf\.(?:Session|placeholder|global_variables_initializer|contrib|set_random_seed|ConfigProto"
    r"|InteractiveSession|get_default_graph|enable_eager_execution|layers\.\w|app\.flags)"
    r"|\btf\.train\.\w*Optimizer|tensorflow\.python\.keras\b|tensorflow\.contrib"
)
_KERAS_1 = re.compile(
    r"\bnb_(?:filter|epoch|row|col|classes\s*=\s*\w+\s*\)?|val_samples|worker)\s*="
    r"|\b(?:border_mode|output_dim|samples_per_epoch|subsample_length|filter_length|pool_length|dim_ordering"
    r"|W_regularizer|b_regularizer|W_constraint|consume_less|subsample|inner_activation|dropout_W|dropout_U)"
    r"\s*=|\binit\s*=\s*['\"]|\bmerge\(\[|\bMerge\(\[|\bConvolution\dD\(\s*\w+\s*,\s*\d+\s*,\s*\d+"
    r"|\bTimeDistributedDense\b|\bModel\(\s*input\s*=|keras\.utils\.visualize_util"
)
_NOT_KERAS_1 = re.compile(
    r"\b(?:epochs|padding|kernel_size|filters|units|steps_per_epoch|kernel_initializer|data_format"
    r"|kernel_regularizer|recurrent_dropout)\s*=|\bConv[123]D\("
)
_OLD = re.compile(
    r"\b(?:fit|predict|evaluate)_generator\b|\bpredict_(?:classes|proba)\b|\bnp_utils\b|[(,]\s*lr\s*="
    r"|keras\.layers\.(?:core|convolutional|normalization|recurrent|embeddings|merge|advanced_activations|noise)"
    r"\b|keras\.wrappers|keras\.preprocessing|history\[['\"](?:val_)?acc['\"]\]|\bmulti_gpu_model\b"
    r"|Using (?:TensorFlow|Theano|CNTK) backend|keras\.backend\.tensorflow_backend|^\s*print\s+[^\s(=]"
    r"|\bKTF\b|\bCuDNN(?:LSTM|GRU)\b|keras\.applications\.\w+ import|[(,]\s*decay\s*=\s*1?[\d.e-]+"
    r"|backend as K\b|\bk_utils\b|\.theano\b|monitor\s*=\s*['\"](?:val_)?acc['\"]|\bRMSprop\(lr",
    re.MULTILINE,
)
_OLD_LOG = re.compile(r"\b(?:val_)?acc: [01]\.\d+|Using (?:TensorFlow|Theano) backend")
_MODERN = re.compile(
    r"\bkeras\.(?:ops|random|saving|distribution)\b|\bfrom keras import [^\n]*\bops\b|KERAS_BACKEND"
    r"|keras\.utils\.(?:set_random_seed|PyDataset)|\bkeras_(?:hub|cv|nlp|tuner)\b|\.keras['\"]"
    r"|(?:^|[^.\w])keras\.Sequential\(|Sequential\(\s*\[\s*(?:\w+\.)*Input(?:Layer)?\("
    r"|\.add\(\s*(?:\w+\.)*Input\(|[(,]\s*learning_rate\s*=|\w*_dataset_from_directory\("
    r"|\bkeras\.(?:losses|metrics)\.[A-Z]\w+\(|\b(?:Binary|Categorical)(?:Crossentropy|Accuracy)\("
    r"|\bSparseCategorical(?:Crossentropy|Accuracy)\(|\bRandom(?:Flip|Rotation|Zoom)\(|\bRescaling\("
    r"|\bTextVectorization\(|from_logits\s*=|\bscikeras\b|history\[['\"](?:val_)?accuracy['\"]\]"
    r"|monitor\s*=\s*['\"](?:val_)?accuracy['\"]|(?:^|[^.\w])keras\.Input\(|\bAdamW\b|keras\.models\.clone"
)
_LOSS_OBJECTS = re.compile(r"\b\w*[a-z]Crossentropy\(|from_logits\s*=")
_BACKEND = re.compile(r"KERAS_BACKEND['\"]?\]?\s*(?:=|,)\s*['\"]?(\w+)")
_BARE_STYLE = re.compile(r"\b(?:layers|L|kl)\.(?:Dense|Conv\dD|LSTM|Flatten)\(")


def generation(text: str, code: str) -> Generation:
    """The generation of the code in a paste. text: with its prose, where versions are named."""
    backend = _BACKEND.search(code) or _BACKEND.search(text)
    named = backend[1].lower() if backend else "tensorflow"
    found = _pinned(text, code) or _by_names(code, text)
    return Generation(found.id, found.version, found.because, named)


def _pinned(text: str, code: str) -> Generation | None:
    """The version that the paste names itself."""
    tf = bool(_TF_KERAS.search(code)) or not _STANDALONE.search(code)
    pins = [(match[1].lower(), match[2], match[0].strip()) for match in _PIN.finditer(text)]
    keras = [pin for pin in pins if pin[0] == "keras"]
    tensorflow = [pin for pin in pins if pin[0] != "keras"]
    if any(number.startswith("2.") and _minor(number) >= 4 for _package, number, _written in keras):
        keras = keras if not tensorflow else []  # from 2.4 on it was that of TensorFlow
        tf = True
    for _package, number, written in [*keras, *(tensorflow if tf else [])]:
        if _package == "keras" and tf and tensorflow and not number.startswith("3"):
            continue
        version = number if _package == "keras" else f"tf-{number}"
        try:
            return Generation(_of_version(version), version, (written,))
        except UnknownVersion:
            continue
    if _STANDALONE.search(code) and not _TF_KERAS.search(code):
        for _package, number, written in tensorflow:
            if (found := _beside(number)) is not None:
                return Generation(found, STANDS_FOR[found], (written,))
    return _major(text, code)


def _minor(number: str) -> int:
    return int(number.split(".")[1])


def _beside(tensorflow: str) -> str | None:
    """The generation of the package keras that comes with a TensorFlow, from 2.4 on."""
    number = tuple(map(int, tensorflow.split(".")[:2]))
    return None if not (2, 4) <= number < (3, 0) else "tf2.2+" if number < (2, 16) else "3"


def _major(text: str, code: str) -> Generation | None:
    standalone = _STANDALONE.search(code) and not _TF_KERAS.search(code)
    for match in _MAJOR.finditer(text):
        package, number = match[1].lower(), match[2]
        if package == "keras" and not _TF_KERAS.search(code):
            if number == "2" and _MODERN.search(code):
                continue
            return Generation(number, STANDS_FOR[number], (match[0],))
        if package != "keras" and not standalone and number in "12":
            id = "tf1" if number == "1" else "tf2.2+"
            return Generation(id, STANDS_FOR[id], (match[0],))
    return None


def _of_version(version: str) -> str:
    """The generation of a version. Raises UnknownVersion."""
    line, *number = keras_versions.order(version)
    if line == 2:
        return "3"
    if line == 1:
        return "tf1" if number[0] < 2 else "tf2" if number[:2] < [2, 2] else "tf2.2+"
    return "1" if number[0] < 2 else "2.3" if number[:2] == [2, 3] else "2"


def _by_names(code: str, text: str) -> Generation:
    tf_keras, standalone = _TF_KERAS.search(code), _STANDALONE.search(code)
    old, modern = _found(_OLD, code) or _found(_OLD_LOG, text), _found(_MODERN, code)
    first = _found(_KERAS_1, code)
    if tf_keras and not (standalone and "import keras" in standalone[0] and modern):
        of_first = _found(_TF1, code)
        id = "tf1" if of_first and "tf.compat" not in code else "tf2.2+"
        if not of_first and re.search(r"history\[['\"](?:val_)?acc['\"]\]", code):
            id = "tf1" if not re.search(r"metrics\s*=\s*\[?['\"]acc['\"]", code) else id
        return _generation(id, of_first or (tf_keras[0],))
    if first and not _found(_NOT_KERAS_1, code) and not modern:
        return _generation("1", first)
    if modern and not old and not first:
        return (
            _generation("3" if standalone else "tf2.2+", modern)
            if standalone or _TF_ONLY.search(code)
            else Generation("3" if "keras." in code else None, TODAY, modern)
        )
    if standalone and (objects := _found(_LOSS_OBJECTS, code)):
        return _generation("2.3", objects)
    if standalone:
        return _generation("2", old or first or (standalone[0].strip(),))
    if old or first:
        return _generation("2", old or first)
    if _TF_ONLY.search(code):
        return _generation("tf2.2+", (_TF_ONLY.search(code)[0],))  # type: ignore[index]
    return Generation(None, TODAY if _BARE_STYLE.search(code) else STANDS_FOR["2"])


def _generation(id: str, because: tuple[str, ...]) -> Generation:
    return Generation(id, STANDS_FOR[id], because)


def _found(pattern: re.Pattern, text: str) -> tuple[str, ...]:
    """What stands in the code, each once, the first three."""
    found = [match[0].strip() for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(found))[:3]
