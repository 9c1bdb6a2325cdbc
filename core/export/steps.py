"""The steps from the model to what is true of it."""

from core.experiment import Experiment, nets
from core.export.source import WIDTH, arguments, comment, keras_of, literal
from core.export.today import ForToday, for_today
from core.language import _
from core.reading.reading import ROUNDED
from core.reading.words import truth_in_words

KERAS_OPTIMIZERS = {"adam": ("Adam", 0.001), "adamax": ("Adamax", 0.001), "sgd": ("SGD", 0.01)}


def model(experiment: Experiment, seed: str = "") -> str:
    """The net, from the seed that gives it the page's first weights, or from a variable's."""
    return f"keras.utils.set_random_seed({seed or repr(experiment.seed)})\n{net(experiment)}"


def net(experiment: Experiment) -> str:
    """The net, whatever its first weights are."""
    layers = "\n".join(
        f"    keras.layers.{layer.name}({arguments(layer.options)}),"
        for layer in nets.layers(experiment)
    )
    return f"""\
model = keras.Sequential([
    keras.Input(shape={nets.input_shape(experiment)!r}),
{layers}
])"""


def functions(experiment: Experiment) -> list[str]:
    """Whatever today's Keras has not, each as a function of its own."""
    today = for_today(experiment)
    return [
        *([_loss_function(today)] if today.wraps_loss else []),
        *([_metric_function(experiment)] if today.rounds else []),
    ]


def compiled(experiment: Experiment, also: str = "") -> str:
    """`model.compile`. also: the name of a metric function beside the metric."""
    today = for_today(experiment)
    loss = "loss_on_outputs" if today.wraps_loss else _loss(experiment)
    why = [comment([today.why_named], indent="    ")] if today.why_named else []
    metric = ROUNDED if today.rounds else literal(today.metric)
    lines = [
        f"    loss={loss},",
        *([f"    loss_weights=[{experiment.loss_weight!r}],"] if experiment.loss_weight != 1 else []),
        f"    optimizer={_optimizer(experiment)},",
        *why,
        f"    metrics=[{', '.join([metric, also] if also else [metric])}],",
    ]
    return "\n".join(["model.compile(", *lines, ")"])


def _loss(experiment: Experiment) -> str:
    if not experiment.uses_from_logits:
        return literal(experiment.loss)
    name = "".join(map(str.capitalize, experiment.loss.split("_")))
    return f"keras.losses.{name}(from_logits=True)"


def _loss_function(today: ForToday) -> str:
    experiment = today.experiment
    name, loss, output = keras_of(experiment), experiment.loss, "y_pred"
    lines = []
    if today.hides_logits:
        why = _(
            "Today's Keras would take the logits that it keeps behind the {activation} outputs; "
            "{keras} takes the outputs. tf.identity is a copy without logits."
        ).format(activation=experiment.activation, keras=name)
        lines.append(comment([why], indent="    "))
        output = "tf.identity(y_pred)"
    if today.one_hots_labels:
        why = _("{keras} makes one-hot rows of the labels and takes the other loss.").format(keras=name)
        lines.append(comment([why], indent="    "))
        lines.append(
            f"    y_true = tf.one_hot(tf.reshape(tf.cast(y_true, tf.int32), [-1]), "
            f"{nets.units(experiment)})"
        )
        loss = experiment.trained_loss
    if today.broadcasts:
        if experiment.task == "binary":
            why = _("{keras} compares both targets with the one output; today's Keras would refuse.")
            lines.append(comment([why.format(keras=name)], indent="    "))
            lines.append(f"    y_pred = tf.broadcast_to({output}, tf.shape(y_true))")
            output = "y_pred"
        else:
            why = _(
                "{keras} compares the column of labels with every output; today's Keras would refuse."
            )
            lines.append(comment([why.format(keras=name)], indent="    "))
            lines.append("    y_true = tf.broadcast_to(y_true, tf.shape(y_pred))")
    if experiment.uses_from_logits:
        given = f"        y_true, {output}, from_logits=True"
        lines += [f"    return keras.losses.{loss}(", given, "    )"]
    else:
        lines.append(f"    return keras.losses.{loss}(y_true, {output})")
    return "\n".join(["\ndef loss_on_outputs(y_true, y_pred):", *lines])


def _metric_function(experiment: Experiment) -> str:
    why = _("{keras} rounds the outputs; today's binary_accuracy compares them with 0.5.").format(
        keras=keras_of(experiment)
    )
    return f"""\

def {ROUNDED}(y_true, y_pred):
{comment([why], indent="    ")}
    return keras.ops.mean(keras.ops.equal(y_true, keras.ops.round(y_pred)), axis=-1)"""


def fit(experiment: Experiment, watched: bool = True) -> str:
    """`model.fit`, with the batches in the page's order; silent where many runs follow each other."""
    options = f"epochs={experiment.epochs!r}, batch_size={experiment.batch_size!r}, shuffle=False"
    weights = ["    class_weight=class_weight,"] if experiment.class_weight else []
    watching = "    validation_data=(x_test, y_test)," if watched else "    verbose=0,"
    lines = ["model.fit(", f"    x_train, y_train, {options},", *weights, watching, ")"]
    if experiment.class_weight:
        classes = nets.classes(experiment)
        lines = [
            f"counts = np.maximum(np.bincount(labels_train, minlength={classes!r}), 1)",
            f"class_weight = dict(enumerate(len(labels_train) / ({classes!r} * counts)))",
            *lines,
        ]
    return "\n".join(lines)


def report(experiment: Experiment) -> str:
    """`model.evaluate`: what is reported."""
    reporter = for_today(experiment).reporter
    name = keras_of(reporter.experiment)
    picked = reporter.behaviour.picked
    note = f" ({picked})" if picked not in (None, experiment.metric) else ""
    said = f"{name} reports {experiment.metric} {{reported:.6f}}"
    printed = f'print(f"{said}{note}")'
    if len(printed) > WIDTH:
        printed = f'print(\n    f"{said}"\n    "{note}"\n)'
    return f"""\
loss, reported = model.evaluate(x_test, y_test, verbose=0)
print(f"{name} reports loss {{loss:.6f}}")
{printed}"""


def counted(experiment: Experiment) -> str:
    """`model.predict`, and which answers are right."""
    above = "0" if experiment.outputs_logits else "0.5"
    answers = {
        "classes": "predictions.argmax(axis=1) == labels_test",
        "multi_label": f"((predictions > {above}) == (y_test > 0.5)).all(axis=1)",
        "binary": f"(predictions[:, 0] > {above}) == labels_test",
    }[experiment.task]
    # Elsewhere the largest output is what everybody expects.
    note = "" if experiment.task == "classes" else comment([truth_in_words(experiment)]) + "\n"
    return f"""\
predictions = model.predict(x_test, verbose=0)
{note}right = {answers}"""


def true(experiment: Experiment) -> str:
    """The answers counted by hand, beside what was reported."""
    return f"""\
{counted(experiment)}
true = right.mean()
print(f"true accuracy {{true:.6f}}")
print(f"gap {{reported - true:+.6f}}")"""


def _optimizer(experiment: Experiment) -> str:
    name, default = KERAS_OPTIMIZERS[experiment.optimizer]
    if experiment.learning_rate == default:
        return literal(experiment.optimizer)
    return f"keras.optimizers.{name}(learning_rate={experiment.learning_rate!r})"
