"""What was said about MNIST, and what each sentence is put to the test with."""

from core.language import _
from core.questions.mnist import judges
from core.questions.mnist.recordings import SHELF
from core.reading.claim import (
    ANSWER,
    ARTICLE,
    MNIST,
    OTHER_ANSWER,
    QUESTION,
    Claim,
    Evidence,
    of_run,
)
from core.recordings import Recording


def claims() -> tuple[Claim, ...]:
    """What the question on MNIST and its answers say, and the article on the same net."""
    question, article = (_measured(name) for name in ("mnist_question", "mnist_article"))
    seeds = judges.seeds_measured() or question
    return (
        Claim(
            "better",
            MNIST,
            QUESTION,
            _("second paragraph"),
            _("binary_crossentropy always does better than categorical_crossentropy."),
            judges.binary_is_better,
            seeds,
            "mnist?net=article",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "ceiling",
            MNIST,
            QUESTION,
            _("third paragraph"),
            _("categorical_crossentropy cannot get above 97 %."),
            judges.categorical_has_a_ceiling,
            question,
            "mnist?net=question",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "ninety_nine",
            MNIST,
            QUESTION,
            _("third paragraph"),
            _("With binary_crossentropy the net gets 99 % and more."),
            judges.binary_reaches_99,
            question,
            "mnist?net=question",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "cell_by_cell",
            MNIST,
            OTHER_ANSWER,
            _("second paragraph"),
            _("It is called binary because it holds every output against 0 or 1 by itself."),
            judges.binary_is_a_mean_of_cells,
            question,
            "mnist?net=question",
            _("See the cells that it counts"),
        ),
        Claim(
            "one_class",
            MNIST,
            OTHER_ANSWER,
            _("fourth paragraph"),
            _("Only images with more than one class could explain it."),
            judges.metric_explains_it,
            question,
            "mnist?net=question",
            _("See what the report follows from"),
        ),
        Claim(
            "by_hand",
            MNIST,
            ANSWER,
            _("second paragraph"),
            _("The accuracy that Keras reports is not the one you count by hand."),
            judges.report_is_not_the_count,
            question,
            "mnist?net=question",
            _("See the report beside the count"),
        ),
        Claim(
            "in_principle",
            MNIST,
            ANSWER,
            _("fifth paragraph"),
            _("In principle nothing is wrong with binary_crossentropy for ten classes."),
            judges.binary_is_a_fair_loss,
            seeds,
            "mnist?net=article",
            _("See both nets at the end of the run"),
        ),
        Claim(
            "infers",
            ARTICLE,
            ANSWER,
            _("first of the common problems"),
            _("With binary_crossentropy and 'accuracy', Keras wrongly takes binary_accuracy."),
            judges.wrong_compile,
            article,
            "mnist?net=article",
            _("See the article's net"),
        ),
    )


def _measured(name: str) -> Evidence:
    recording: Recording = SHELF.load(name)
    member = recording.order.shared
    source = _("a recorded run: {images:,} images, {epochs} epochs").format(
        images=member.train_size, epochs=member.epochs
    )
    return of_run(source, recording.versions)
