"""The shipped runs of every trap, one for each of its settings, in the trap's own folder."""

from core.questions.traps.trap import FOLDER, Trap, traps
from core.recordings import Shelf


def _names(trap: Trap) -> dict[str, dict]:
    settings = trap.every_setting()
    return {
        f"{trap.id}/recordings/{'-'.join(str(value).replace(' ', '_') for value in each.values())}"
        if each
        else f"{trap.id}/recordings/only": each
        for each in settings
    }


SHELF = Shelf(
    FOLDER,
    {
        name: trap.script(settings)
        for trap in traps().values()
        for name, settings in _names(trap).items()
    },
)
