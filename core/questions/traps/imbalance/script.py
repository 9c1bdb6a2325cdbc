import keras
import numpy as np
from sklearn.datasets import make_classification
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    confusion_matrix,
    precision_recall_curve,
    precision_recall_fscore_support,
)
from sklearn.model_selection import train_test_split

POSITIVES = 0.05  # share of the examples
CLASS_WEIGHT = False
SEED = 0

x, y = make_classification(
    n_samples=4000,
    n_informative=4,
    n_redundant=0,
    n_clusters_per_class=1,
    class_sep=0.7,
    flip_y=0,
    weights=[1 - POSITIVES],
    random_state=SEED,
)
x_train, x_test, y_train, y_test = train_test_split(
    x.astype("float32"), y, test_size=0.5, stratify=y, random_state=SEED
)
share = y_train.mean()
weights = {0: 0.5 / (1 - share), 1: 0.5 / share}


def trained(class_weight):
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(
        [
            keras.Input((20,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=5, class_weight=class_weight, verbose=0)
    return model


model = trained(weights if CLASS_WEIGHT else None)
_, reported = model.evaluate(x_test, y_test, verbose=0)
outputs = model.predict(x_test, verbose=0)[:, 0]
answers = outputs > 0.5
true = balanced_accuracy_score(y_test, answers)
always_no = np.mean(y_test == 0)
print(f"accuracy: {reported:.3f}; always no: {always_no:.3f}")
print(f"balanced accuracy: {true:.3f}")

per_class = np.array(precision_recall_fscore_support(y_test, answers, zero_division=0)).T
for name, (precision, recall, f1, support) in zip("01", per_class, strict=True):
    print(f"class {name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} of {support:.0f}")
recall = per_class[1, 1]
matrix = confusion_matrix(y_test, answers)

guessing = y_test.mean()
area = average_precision_score(y_test, outputs)
pr_precision, pr_recall, _ = precision_recall_curve(y_test, outputs)
few = np.unique(np.linspace(0, len(pr_recall) - 1, 150).astype(int))
pr_precision, pr_recall = pr_precision[few], pr_recall[few]
print(f"average precision: {area:.3f}; of guessing: {guessing:.3f}")

answers = trained(weights).predict(x_test, verbose=0)[:, 0] > 0.5
mended = balanced_accuracy_score(y_test, answers)
recall_mended = np.mean(answers[y_test == 1])
print(f"with class_weight: recall {recall_mended:.3f}, balanced accuracy {mended:.3f}")
