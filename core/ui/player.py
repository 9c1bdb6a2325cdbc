"""Where playing stands in a run's moments, by the clock. Knows nothing of a screen."""

from dataclasses import dataclass, replace

WHOLE = 3.0  # seconds that all moments of a run take together,
LONGEST = 0.5  # but for runs of so few that one would stay for longer than this


@dataclass(frozen=True)
class Player:
    """The place of the moment on screen, of so many; and while it plays, since when and from where.

    Where it should be follows from the time alone: who is asked seldom shows fewer moments, and ends
    no later. Times are in seconds, of any clock that only goes forward. frame: another one after every
    change, by which one answer is told from the next.
    """

    moments: int
    place: int
    began: tuple[float, int] | None = None
    frame: int = 0

    @property
    def playing(self) -> bool:
        """Whether it moves on by itself."""
        return self.began is not None

    def play(self, now: float, start: int | None = None) -> "Player":
        """Play to the end, from `start`; without one from where it is, or, if that is the end, anew."""
        if start is None:
            start = self.place if self.place < self._last else 0
        if start >= self._last:
            return self.stand(self._last)
        return replace(self, place=start, began=(now, start), frame=self.frame + 1)

    def stand(self, place: int) -> "Player":
        """Stay at this place, or at the nearest that there is."""
        place = min(max(place, 0), self._last)
        return replace(self, place=place, began=None, frame=self.frame + 1)

    def tick(self, now: float) -> "Player":
        """As it is by now; at the end it stands. One that stands already is left alone."""
        if self.began is None:
            return self
        since, start = self.began
        place = start + int((now - since) / self._pace)
        if place >= self._last:
            return self.stand(self._last)
        return replace(self, place=place, frame=self.frame + 1)

    def wait(self, now: float) -> float:
        """Seconds until the next moment is due; 0 if it is already."""
        if self.began is None:
            return 0.0
        since, start = self.began
        return max(0.0, since + (self.place + 1 - start) * self._pace - now)

    @property
    def _last(self) -> int:
        return self.moments - 1

    @property
    def _pace(self) -> float:
        return min(WHOLE / self._last, LONGEST)
