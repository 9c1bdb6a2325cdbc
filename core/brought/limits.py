"""How much is read, and what is said of more."""

from core.language import _

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 2**20  # of all files together
MOST_NUMBERS = 5_000_000  # of both arrays: what 20 MB of float32 hold
MOST_UNPACKED = 8 * MOST_NUMBERS  # bytes that an archive may unpack to: as many float64


class Unreadable(ValueError):
    """What was brought cannot be read; the message is one sentence for the reader."""


class Incomplete(Unreadable):
    """One of the two arrays is here, and the other may still come."""


def quoted(name: str, longest: int = 40) -> str:
    """A stranger's name as a span of code, short and unable to leave it."""
    kept = "".join(each for each in str(name) if each.isprintable() and each != "`").strip()
    return f"`{kept[:longest]}…`" if len(kept) > longest else f"`{kept or '?'}`"


def check_numbers(name: str, numbers: int, rows: int) -> None:
    """Raises Unreadable for more than is read."""
    if numbers > MOST_NUMBERS:
        raise Unreadable(
            _(
                "{name} holds {numbers:,} numbers in {rows:,} rows, and at most {most:,} are read: "
                "bring the first rows of both arrays, such as `labels[:{fewer}]`."
            ).format(
                name=name,
                numbers=numbers,
                rows=rows,
                most=MOST_NUMBERS,
                fewer=max(1, int(rows * MOST_NUMBERS / numbers / 2)) if rows else 0,
            )
        )
