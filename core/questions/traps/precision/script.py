import keras
from sklearn.datasets import load_digits
from sklearn.metrics import confusion_matrix, precision_score, recall_score
from sklearn.model_selection import train_test_split

SEED = 0

keras.utils.set_random_seed(SEED)
images, digits = load_digits(return_X_y=True)
eight = (digits == 8).astype(int)
x_train, x_test, y_train, y_test = train_test_split(
    images / 16, eight, test_size=0.5, random_state=SEED
)

model = keras.Sequential(
    [
        keras.Input((64,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(2, activation="softmax"),
    ]
)
model.compile(
    "adam",
    "categorical_crossentropy",
    metrics=[
        "accuracy",
        keras.metrics.Precision(),
        keras.metrics.Recall(),
        keras.metrics.Recall(class_id=1, name="recall_of_1"),
    ],
)
model.fit(x_train, keras.utils.to_categorical(y_train), epochs=40, verbose=0)

two_columns = keras.utils.to_categorical(y_test)
_, accuracy, precision, reported, mended = model.evaluate(x_test, two_columns, verbose=0)
answers = model.predict(x_test, verbose=0).argmax(axis=1)
true = recall_score(y_test, answers)
matrix = confusion_matrix(y_test, answers)
precision_of_1 = precision_score(y_test, answers)
print(f"accuracy: {accuracy:.3f}, Precision(): {precision:.3f}, Recall(): {reported:.3f}")
print(f"of class 1, by hand: precision {precision_of_1:.3f}, recall {true:.3f}")
print(f"Recall(class_id=1): {mended:.3f}")
