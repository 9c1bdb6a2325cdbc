"""The rules: what can be wrong with an output, its loss and its metric. Links rely on their ids."""

from collections.abc import Callable
from dataclasses import dataclass

from core.check import conditions
from core.check.conditions import Condition
from core.check.examples import EXAMPLES
from core.language import _

Sentence = Callable[[], str]


@dataclass(frozen=True)
class Rule:
    """id: for links. title, why, mend: in the reader's language. applies: when, where and why.

    trap: the id of the trap that shows it on a small net, or "". view: the view of `/versions` that
    has it for every version, or "". bad, good: scripts that run, of which the first alone has the
    problem.
    """

    id: str
    title: Sentence
    why: Sentence
    mend: Sentence
    applies: Condition
    trap: str = ""
    view: str = ""

    @property
    def bad(self) -> str:
        return EXAMPLES[self.id][0]

    @property
    def good(self) -> str:
        return EXAMPLES[self.id][1]


RULES: tuple[Rule, ...] = (
    Rule(
        "metric_counts_cells",
        lambda: _("The metric counts cells, not answers"),
        lambda: _(
            "Binary accuracy compares every output of an example with its cell of the one-hot row. "
            "Most cells are 0, rightly near 0, so even an untrained net seems right almost always."
        ),
        lambda: _("Ask for `categorical_accuracy` by its name."),
        conditions.metric_counts_cells,
    ),
    Rule(
        "metric_counts_largest",
        lambda: _("The metric compares only the largest output"),
        lambda: _(
            "Categorical accuracy asks whether the largest output and the largest target stand in the "
            "same place. With several right labels the targets have several largest ones, and all "
            "other labels are not looked at."
        ),
        lambda: _("Ask for `binary_accuracy` by its name, and count exact matches beside it."),
        conditions.metric_counts_largest,
    ),
    Rule(
        "metric_misfits_labels",
        lambda: _("The metric reads labels of another form"),
        lambda: _(
            "Categorical accuracy reads one-hot rows, its sparse form reads class numbers. Given the "
            "other form, they compare what does not belong together, often without an error."
        ),
        lambda: _("Take the metric that fits the labels, or write `accuracy` and let Keras choose it."),
        conditions.metric_misfits_labels,
    ),
    Rule(
        "metric_exact_equality",
        lambda: _("`Accuracy()` wants outputs equal to labels"),
        lambda: _(
            "The class Accuracy compares outputs and labels as they are. A probability such as 0.97 is "
            "not equal to 1, so that almost nothing counts as right."
        ),
        lambda: _("Write the string `accuracy`, or `BinaryAccuracy()` or `CategoricalAccuracy()`."),
        conditions.metric_exact_equality,
        trap="equality",
    ),
    Rule(
        "metric_thresholds_logits",
        lambda: _("The metric has the threshold of probabilities, on logits"),
        lambda: _(
            "Binary accuracy takes an output above 0.5 for a yes. A logit says yes above 0: every "
            "logit between the two is counted on the wrong side."
        ),
        lambda: _("Write `BinaryAccuracy(threshold=0)`."),
        conditions.metric_thresholds_logits,
        trap="threshold",
    ),
    Rule(
        "metric_on_regression",
        lambda: _("Accuracy of amounts"),
        lambda: _(
            "An amount is near its target or far from it, not right or wrong. Accuracy asks for "
            "equality and is close to 0, whatever the net has learnt."
        ),
        lambda: _("Ask for `mean_absolute_error`, and leave accuracy out."),
        conditions.metric_on_regression,
        trap="regression",
    ),
    Rule(
        "loss_misfits_labels",
        lambda: _("The loss reads labels of another form"),
        lambda: _(
            "`categorical_crossentropy` reads one-hot rows, `sparse_categorical_crossentropy` reads "
            "class numbers. Most versions refuse the other form; some broadcast it and learn nonsense."
        ),
        lambda: _("Take the loss that fits the labels."),
        conditions.loss_misfits_labels,
    ),
    Rule(
        "loss_misfits_units",
        lambda: _("A loss for several outputs, on one"),
        lambda: _(
            "Categorical crossentropy divides the outputs by their sum. A single output becomes 1 that "
            "way, the loss is a constant, and nothing is learnt."
        ),
        lambda: _("Take `binary_crossentropy` with one sigmoid, or an output for each class."),
        conditions.loss_misfits_units,
    ),
    Rule(
        "loss_on_exclusive_classes",
        lambda: _("A loss for independent answers, on classes that exclude each other"),
        lambda: _(
            "Binary crossentropy trains each output as a question of its own. Nothing tells the net "
            "that exactly one class is right."
        ),
        lambda: _("Take softmax with `categorical_crossentropy`."),
        conditions.loss_on_exclusive_classes,
    ),
    Rule(
        "activation_misfits_loss",
        lambda: _("Sigmoids under a loss for shares"),
        lambda: _(
            "Categorical crossentropy is about shares of one whole, which softmax gives. Keras makes "
            "shares of the sigmoids' outputs for the loss alone, in some versions of their logits, and "
            "what the model predicts are no probabilities of the classes."
        ),
        lambda: _("Take softmax; or `binary_crossentropy`, where several labels can be right."),
        conditions.activation_misfits_loss,
    ),
    Rule(
        "softmax_on_one_unit",
        lambda: _("Softmax of one output"),
        lambda: _(
            "Softmax makes outputs sum to 1. A single one is therefore 1 for every example, and the "
            "net always says yes."
        ),
        lambda: _("Take sigmoid for one output."),
        conditions.softmax_on_one_unit,
        trap="stuck",
    ),
    Rule(
        "softmax_on_multi_label",
        lambda: _("Softmax where several labels can be right"),
        lambda: _(
            "Softmax outputs compete for one sum. Two labels that are both right can have at most a "
            "half each, and none of them gets above 0.5."
        ),
        lambda: _("Take sigmoid with `binary_crossentropy`."),
        conditions.softmax_on_multi_label,
    ),
    Rule(
        "no_output_activation",
        lambda: _("The loss expects probabilities and gets logits"),
        lambda: _(
            "Without an activation the last layer gives any number. The loss clips it to between 0 and "
            "1, and learns little or nothing where it is clipped."
        ),
        lambda: _("Add the activation, or tell the loss `from_logits=True`."),
        conditions.no_output_activation,
    ),
    Rule(
        "wrong_output_activation",
        lambda: _("The activation of the last layer gives no probabilities"),
        lambda: _(
            "A crossentropy needs numbers between 0 and 1. relu goes above, tanh below; both are "
            "clipped, and where they are clipped nothing is learnt."
        ),
        lambda: _("Take sigmoid for one output or several labels, softmax for classes."),
        conditions.wrong_output_activation,
    ),
    Rule(
        "logits_activated_twice",
        lambda: _("Activated twice"),
        lambda: _(
            "The loss is told that it gets logits and activates them, and the model has done so "
            "already. Some versions undo it with a warning; in the others the loss cannot come near 0."
        ),
        lambda: _("Leave out `from_logits=True`, or the activation."),
        conditions.logits_activated_twice,
        trap="softmax_twice",
    ),
    Rule(
        "units_misfit_classes",
        lambda: _("Not as many outputs as classes"),
        lambda: _(
            "Each class needs an output of its own. With others than the labels have, Keras refuses, "
            "or the loss of the missing classes is no number."
        ),
        lambda: _("Give the last layer as many units as there are classes."),
        conditions.units_misfit_classes,
    ),
    Rule(
        "squared_error_for_classes",
        lambda: _("A distance as the loss of classes"),
        lambda: _(
            "Squared errors of probabilities are bounded: a net that is surely wrong is hardly pushed, "
            "and learns slowly or stays where it is."
        ),
        lambda: _("Take the crossentropy that fits the last layer and the labels."),
        conditions.squared_error_for_classes,
    ),
    Rule(
        "predictions_shuffled",
        lambda: _("Predictions in another order than the labels"),
        lambda: _(
            "A shuffled generator hands out its examples in a new order, while its `.classes` are "
            "those of the files in theirs. The comparison is no better than chance."
        ),
        lambda: _("Make the generator that is predicted on with `shuffle=False`."),
        conditions.predictions_shuffled,
        trap="order",
    ),
    Rule(
        "history_lacks_key",
        lambda: _("History has no such name: a `KeyError`"),
        lambda: _(
            "Before Keras 2.3 and TensorFlow 2.0, History had the string `accuracy` under `acc`. Since "
            "then it has every string under the name that was written, and asking for the other one "
            "raises a `KeyError`."
        ),
        lambda: _("Ask for the name under which this version has it."),
        conditions.history_lacks_key,
        view="history",
    ),
)
BY_ID = {rule.id: rule for rule in RULES}
