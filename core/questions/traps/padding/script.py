import keras
import numpy as np

LENGTH = 40  # what sequences of 3 to 12 words are padded to
SEED = 0

keras.utils.set_random_seed(SEED)
random = np.random.default_rng(SEED)


def sentences(n):
    """Words 1 to 50; a word's tag, 1 to 4, depends on the word before it too. 0 is padding."""
    words = random.integers(1, 51, (n, LENGTH))
    before = np.roll(words, 1, axis=1)
    tags = 1 + (words + before // 17) % 4
    padding = np.arange(LENGTH) >= random.integers(3, 13, (n, 1))
    words[padding], tags[padding] = 0, 0
    return words, tags


def tagger(mask_zero):
    model = keras.Sequential(
        [
            keras.Input((LENGTH,), dtype="int32"),
            keras.layers.Embedding(51, 16, mask_zero=mask_zero),
            keras.layers.Dense(5, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


words, tags = sentences(2000)
test_words, test_tags = sentences(1000)
model = tagger(mask_zero=False)
model.fit(words, tags, epochs=5, verbose=0)

_, reported = model.evaluate(test_words, test_tags, verbose=0)
answers = model.predict(test_words, verbose=0).argmax(axis=-1)
real = test_words > 0
true = np.mean(answers[real] == test_tags[real])
padded = np.mean(~real)
# Of a few sentences, place by place: 0 wrong, 1 right, 2 padding.
places = np.where(real, answers == test_tags, 2)[:8]
print(f"accuracy: {reported:.3f}")
print(f"places that are padding: {padded:.3f}")
print(f"by hand, words alone: {true:.3f}")

masked = tagger(mask_zero=True)
masked.set_weights(model.get_weights())
_, mended = masked.evaluate(test_words, test_tags, verbose=0)
print(f"the same net with mask_zero=True: {mended:.3f}")
