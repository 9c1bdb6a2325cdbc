"""A recommendation as a script that runs as it is."""

from core.export import chosen
from core.export.chosen import Chosen
from core.questions.choose.recommendation import Recommendation


def script(advice: Recommendation) -> str:
    """Data to try it on, the net, its compile call, and the report beside a count by hand."""
    case = advice.case
    return chosen.script(
        Chosen(
            keras=case.keras,
            task=case.task,
            classes=case.classes,
            units=advice.units,
            labels=case.labels,
            layer=advice.layer,
            compile_call=advice.compile_call,
            from_logits=advice.from_logits,
            reencodes=advice.reencodes,
        )
    )
