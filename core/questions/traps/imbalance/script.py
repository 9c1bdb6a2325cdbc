import keras
import numpy as np
from sklearn.datasets import make_classification
from sklearn.metrics import balanced_accuracy_score, f1_score, precision_score, recall_score
from sklearn.model_selection import train_test_split

POSITIVES = 0.05  # share of the examples
SEED = 0

keras.utils.set_random_seed(SEED)
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


def trained(class_weight):
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


share = y_train.mean()
model = trained(None)
_, reported = model.evaluate(x_test, y_test, verbose=0)
answers = model.predict(x_test, verbose=0)[:, 0] > 0.5
true = balanced_accuracy_score(y_test, answers)
recall = recall_score(y_test, answers)
precision = precision_score(y_test, answers, zero_division=0)
f1 = f1_score(y_test, answers)
always_no = np.mean(y_test == 0)
print(f"accuracy: {reported:.3f}")
print(f"always no: {always_no:.3f}")
print(f"recall: {recall:.3f}, precision: {precision:.3f}, F1: {f1:.3f}")
print(f"balanced accuracy: {true:.3f}")

model = trained({0: 0.5 / (1 - share), 1: 0.5 / share})
answers = model.predict(x_test, verbose=0)[:, 0] > 0.5
mended = balanced_accuracy_score(y_test, answers)
recall_mended = recall_score(y_test, answers)
print(f"with class_weight: recall {recall_mended:.3f}, balanced accuracy {mended:.3f}")
