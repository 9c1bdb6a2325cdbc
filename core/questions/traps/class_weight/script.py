import keras
import numpy as np
from sklearn.datasets import make_classification
from sklearn.metrics import confusion_matrix, log_loss
from sklearn.model_selection import train_test_split

SEED = 0

x, y = make_classification(
    n_samples=2000,
    n_informative=4,
    n_redundant=0,
    n_clusters_per_class=1,
    class_sep=0.7,
    flip_y=0,
    weights=[0.95],
    random_state=SEED,
)
x_train, x_test, y_train, y_test = train_test_split(
    x.astype("float32"), y, test_size=0.5, stratify=y, random_state=SEED
)
# Both classes count alike: a positive weighs as much more as it is rarer.
share = y_train.mean()
class_weight = {0: 0.5 / (1 - share), 1: 0.5 / share}
weights = np.where(y_test == 1, class_weight[1], class_weight[0])


def trained(validation_data):
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(
        [
            keras.Input((20,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        "adam",
        "binary_crossentropy",
        metrics=["accuracy"],
        weighted_metrics=[keras.metrics.BinaryAccuracy("weighted")],
    )
    history = model.fit(
        x_train,
        y_train,
        epochs=40,
        class_weight=class_weight,
        validation_data=validation_data,
        verbose=0,
    ).history
    return model, {name: values[-1] for name, values in history.items()}


model, now = trained((x_test, y_test))
in_training, reported, loss = now["weighted"], now["val_weighted"], now["val_loss"]
print(f"accuracy {now['accuracy']:.3f}, weighted {in_training:.3f}")
print(f"val_accuracy {now['val_accuracy']:.3f}, val_weighted {reported:.3f}, val_loss {loss:.3f}")

outputs = model.predict(x_test, verbose=0)[:, 0].astype("float64")
right = (outputs > 0.5) == (y_test == 1)
unweighted, true = np.mean(right), np.average(right, weights=weights)
loss_true = log_loss(y_test, outputs, sample_weight=weights)
matrix = confusion_matrix(y_test, outputs > 0.5)
print(f"by hand: without the weights {unweighted:.3f}, with them {true:.3f}; loss {loss_true:.3f}")

_, now = trained((x_test, y_test, weights))
mended, loss_mended = now["val_weighted"], now["val_loss"]
print(f"with weights in validation_data: val_weighted {mended:.3f}, val_loss {loss_mended:.3f}")
