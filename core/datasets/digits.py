"""The handwritten digits that scikit-learn brings, 8 × 8 pixels each."""

from functools import cache

from core.datasets.dataset import Code, Data, Dataset, Words
from core.language import _

TEST_SIZE = 450
SPLIT_SEED = 0
SIDE, BRIGHTEST = 8, 16


@cache
def data() -> Data:
    """1,347 images to train on and 450 to test, split once and for all."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    x, y = load_digits(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(
        x.astype("uint8"), y, test_size=TEST_SIZE, random_state=SPLIT_SEED
    )
    return Data(x_train, y_train, x_test, y_test, brightest=BRIGHTEST, side=SIDE)


CODE = Code(
    imports=(
        "from sklearn.datasets import load_digits",
        "from sklearn.model_selection import train_test_split",
    ),
    lines=f"""\
images, labels = load_digits(return_X_y=True)
x_train, x_test, labels_train, labels_test = train_test_split(
    images, labels, test_size={TEST_SIZE!r}, random_state={SPLIT_SEED!r}
)
x_train = x_train.astype("float32") / {BRIGHTEST}
x_test = x_test.astype("float32") / {BRIGHTEST}""",
    packages=("scikit-learn",),
)

DATASET = Dataset(
    id="digits",
    words=lambda: Words(
        title=_("digits"),
        examples=_("1,797 images of 8 × 8 pixels"),
        origin="https://archive.ics.uci.edu/dataset/80",
        licence="CC BY 4.0",
    ),
    kind="images",
    net="dense",
    shape=(SIDE * SIDE,),
    classes=10,
    read=lambda file: data(),
    code=lambda: CODE,
    offered=True,
)
