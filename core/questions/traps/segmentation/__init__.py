"""Few pixels are of the object: an empty mask has nearly all pixels right."""

from core.language import _
from core.measures.snapshot import ScriptSnapshot
from core.questions.traps import charts
from core.questions.traps.trap import MENDED, OTHER, REPORTED, TRUE, Bar, Picture, Settings, Trap
from core.reading.words import percent


def asked() -> str:
    return _("My segmentation is 98 % accurate, and its masks are empty")


def said(end: ScriptSnapshot) -> str:
    return _(
        "Keras reports {reported} of the pixels right. A mask with nothing in it gets {empty}. Of what "
        "is a digit or was taken for one, {true} is both (IoU)."
    ).format(
        reported=percent(end.numbers["reported"]),
        empty=percent(end.numbers["empty"]),
        true=percent(end.numbers["true"]),
    )


def why(_settings: Settings) -> str:
    return _(
        "Accuracy counts every pixel alike, and nearly all of them are background. So does the "
        "crossentropy: to say no everywhere is the first thing that lowers it. IoU and Dice count the "
        "pixels of the object alone."
    )


def bars(end: ScriptSnapshot) -> list[Bar]:
    return [
        Bar(_("accuracy, of pixels"), end.numbers["reported"], REPORTED),
        Bar(_("an empty mask"), end.numbers["empty"], OTHER),
        Bar(_("IoU of the digits"), end.numbers["true"], TRUE),
        Bar(_("Dice of the digits"), end.numbers["dice"], OTHER),
        Bar(_("IoU, trained with a Dice loss"), end.numbers["mended"], MENDED),
    ]


def mend(_settings: Settings) -> str:
    return """\
-model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
+model.compile("adam", keras.losses.Dice(), metrics=[keras.metrics.BinaryIoU(target_class_ids=[1])])"""


def pictures(end: ScriptSnapshot, _settings: Settings) -> list[Picture]:
    panels = {
        _("image"): end.arrays["shown"].clip(0, 1),
        _("truth"): end.arrays["truth"],
        _("crossentropy"): end.arrays["answered"],
        _("Dice loss"): end.arrays["answered_mended"],
    }
    masks = list(panels)[1:]
    return [
        Picture(
            charts.pixels,
            _(
                "Two of the test images, their true masks, and the masks of the two nets: {pixels} "
                "pixels with the crossentropy, {mended} with the Dice loss, of {true}."
            ).format(
                pixels=int(end.arrays["answered"].sum()),
                mended=int(end.arrays["answered_mended"].sum()),
                true=int(end.arrays["truth"].sum()),
            ),
            charts.pixel_rows(panels),
            (_("pixels of the mask of image"), *masks),
            [
                (str(place + 1), *(f"{panels[name][place].sum():,}" for name in masks))
                for place in range(len(end.arrays["shown"]))
            ],
            {"first": next(iter(panels)), "size": charts.pixels_size(panels)},
            inked=True,
        )
    ]


TRAP = Trap(
    id="segmentation",
    threads=8,
    asked=asked,
    said=said,
    why=why,
    bars=bars,
    mend=mend,
    also=(
        *("foreground", "empty", "dice", "accuracy_mended"),
        *("shown", "truth", "answered", "answered_mended"),
    ),
    pictures=pictures,
)
