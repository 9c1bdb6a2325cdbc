"""Keras's names of layers, losses, metrics and activations, in all their spellings."""

import re

# What sets the number of outputs: the keyword of each age, which is also the first argument.
UNITS = {
    **dict.fromkeys(
        ("Dense", "TimeDistributedDense", "MaxoutDense", "DenseFlipout", "DenseVariational"),
        ("units", "output_dim"),
    ),
    **dict.fromkeys(
        (
            *("Conv1D", "Conv2D", "Conv3D", "Convolution1D", "Convolution2D", "Convolution3D"),
            *("Conv2DTranspose", "Conv3DTranspose", "Conv1DTranspose", "Deconvolution2D"),
            *("SeparableConv1D", "SeparableConv2D", "SeparableConvolution2D", "AtrousConvolution2D"),
            *("LocallyConnected1D", "LocallyConnected2D"),
        ),
        ("filters", "nb_filter"),
    ),
    **dict.fromkeys(
        ("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU", "ConvLSTM2D"),
        ("units", "output_dim", "filters"),
    ),
}
RECURRENT = {"LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU", "ConvLSTM2D"}
CONVOLUTIONS = {name for name in UNITS if "Conv" in name or "conv" in name} - {"ConvLSTM2D"}
ACTIVATION_LAYERS = {
    "Softmax": "softmax",
    "ReLU": "relu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "prelu",
    "ELU": "elu",
    "ThresholdedReLU": "relu",
}
PASSING = {
    *("Dropout", "Flatten", "Reshape", "BatchNormalization", "LayerNormalization", "Permute"),
    *("Masking", "GaussianNoise", "GaussianDropout", "AlphaDropout", "SpatialDropout1D"),
    *("SpatialDropout2D", "ActivityRegularization", "UpSampling1D", "UpSampling2D", "ZeroPadding2D"),
    *("Cropping1D", "Cropping2D", "Cropping3D", "RepeatVector", "Normalization", "Rescaling"),
    *("MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D", "MaxPool2D", "MaxPool1D"),
    *("GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D"),
    *("GlobalAveragePooling3D", "GlobalMaxPool2D", "GlobalAvgPool2D", "GlobalMaxPool1D", "Identity"),
    *("squeeze", "reshape", "flatten", "expand_dims", "identity", "cast", "Dropout1D", "dropout"),
}
POOLING = {name for name in PASSING if name.startswith("Global")} | {"Flatten"}
RESHAPING = {"Flatten", "Reshape", "Permute", "squeeze", "reshape", "flatten"}
WRAPPERS = {"TimeDistributed", "Bidirectional", "SpectralNormalization", "MultiHeadWrapper"}
MERGES = {"Concatenate", "Add", "Multiply", "Average", "Maximum", "Dot", "Subtract", "Merge"}
APPLICATION = re.compile(
    r"(?:VGG1[69]|ResNet\w*|Inception\w*|Xception|MobileNet\w*|DenseNet\d+|NASNet\w+|EfficientNet\w+"
    r"|ConvNeXt\w+|RegNet\w+)"
)
ACTIVATIONS = {
    *("softmax", "sigmoid", "linear", "relu", "tanh", "elu", "selu", "softplus", "softsign", "swish"),
    *("hard_sigmoid", "exponential", "gelu", "leaky_relu", "mish", "silu", "log_softmax", "relu6"),
}

_LOSSES = {
    "binary_crossentropy": (
        "binarycrossentropy",
        "bce",
        "sigmoidcrossentropywithlogits",
        "sigmoidcrossentropy",
    ),
    "categorical_crossentropy": (
        *("categoricalcrossentropy", "cce", "softmaxcrossentropywithlogits"),
        *("softmaxcrossentropywithlogitsv2", "softmaxcrossentropy"),
    ),
    "sparse_categorical_crossentropy": (
        *("sparsecategoricalcrossentropy", "sparsesoftmaxcrossentropywithlogits"),
        "sparsesoftmaxcrossentropy",
    ),
    "mean_squared_error": ("meansquarederror", "mse"),
    "mean_absolute_error": ("meanabsoluteerror", "mae"),
    "mean_absolute_percentage_error": ("meanabsolutepercentageerror", "mape"),
    "mean_squared_logarithmic_error": ("meansquaredlogarithmicerror", "msle"),
    "root_mean_squared_error": ("rootmeansquarederror", "rmse"),
    "huber": ("huber", "huberloss"),
    "log_cosh": ("logcosh",),
    "poisson": ("poisson",),
    "kl_divergence": ("kldivergence", "kullbackleiblerdivergence", "kld"),
    "cosine_similarity": ("cosinesimilarity", "cosineproximity"),
    "hinge": ("hinge",),
    "squared_hinge": ("squaredhinge",),
    "categorical_hinge": ("categoricalhinge",),
    "binary_focal_crossentropy": ("binaryfocalcrossentropy",),
    "categorical_focal_crossentropy": ("categoricalfocalcrossentropy",),
}
_METRICS = {
    "accuracy": ("accuracy", "acc"),
    "binary_accuracy": ("binaryaccuracy",),
    "categorical_accuracy": ("categoricalaccuracy",),
    "sparse_categorical_accuracy": ("sparsecategoricalaccuracy",),
    "top_k_categorical_accuracy": ("topkcategoricalaccuracy",),
    "sparse_top_k_categorical_accuracy": ("sparsetopkcategoricalaccuracy",),
}
_LOSS_OF = {alias: name for name, aliases in _LOSSES.items() for alias in aliases}
_METRIC_OF = {alias: name for name, aliases in _METRICS.items() for alias in aliases}

CROSSENTROPIES = {
    *("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"),
    *("binary_focal_crossentropy", "categorical_focal_crossentropy", "kl_divergence"),
}
DISTANCES = {
    *("mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "huber"),
    *("mean_squared_logarithmic_error", "root_mean_squared_error", "log_cosh", "poisson"),
}
SQUARED = {"mean_squared_error", "mean_absolute_error", "root_mean_squared_error"}


def _squeezed(name: str) -> str:
    return name.replace("_", "").lower()


def loss_named(name: str) -> str | None:
    """Keras's name of a loss in any of its spellings; None of what is no loss of Keras."""
    return _LOSS_OF.get(_squeezed(name))


def metric_named(name: str) -> str | None:
    """The same of a metric of accuracy."""
    return _METRIC_OF.get(_squeezed(name))
