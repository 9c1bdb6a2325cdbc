import keras
import numpy as np
from sklearn.datasets import load_digits

EPOCHS = 10
SEED = 0

keras.utils.set_random_seed(SEED)
random = np.random.default_rng(SEED)
digits = load_digits().images / 16


def scenes(n):
    """Noise of 32 by 32 pixels with a digit somewhere; the mask has the pixels of the digit."""
    images = random.normal(0.3, 0.2, (n, 32, 32))
    masks = np.zeros((n, 32, 32))
    for image, mask in zip(images, masks, strict=True):
        row, column = random.integers(0, 25, 2)
        digit = digits[random.integers(len(digits))]
        image[row : row + 8, column : column + 8] += digit / 2
        mask[row : row + 8, column : column + 8] = digit > 0.5
    return images[..., None].astype("float32"), masks[..., None].astype("float32")


def trained(loss):
    model = keras.Sequential(
        [
            keras.Input((32, 32, 1)),
            keras.layers.Conv2D(8, 3, padding="same", activation="relu"),
            keras.layers.Conv2D(8, 3, padding="same", activation="relu"),
            keras.layers.Conv2D(1, 1, activation="sigmoid"),
        ]
    )
    iou = keras.metrics.BinaryIoU(target_class_ids=[1])
    model.compile("adam", loss, metrics=["accuracy", iou])
    model.fit(images, masks, epochs=EPOCHS, batch_size=16, verbose=0)
    return model


images, masks = scenes(300)
test_images, test_masks = scenes(200)
foreground = test_masks.mean()
empty = np.mean(test_masks == 0)
print(f"pixels of a digit: {foreground:.3f}; an empty mask is right about {empty:.3f}")

model = trained("binary_crossentropy")
_, reported, iou = model.evaluate(test_images, test_masks, verbose=0)
found = model.predict(test_images, verbose=0) > 0.5
both, either = np.sum(found & (test_masks == 1)), np.sum(found | (test_masks == 1))
true = both / either
dice = 2 * both / (both + either)
print(f"accuracy: {reported:.3f}; BinaryIoU of the digits: {iou:.3f}")
print(f"by hand, of the digits: IoU {true:.3f}, Dice {dice:.3f}")

model = trained(keras.losses.Dice())
_, accuracy_mended, mended = model.evaluate(test_images, test_masks, verbose=0)
found_mended = model.predict(test_images, verbose=0) > 0.5
print(f"trained with a Dice loss: accuracy {accuracy_mended:.3f}, IoU {mended:.3f}")

few = slice(0, 2)
shown = test_images[few, ..., 0].astype("float16")
truth, answered, answered_mended = (
    each[few, ..., 0].astype(bool) for each in (test_masks, found, found_mended)
)
