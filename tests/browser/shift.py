"""How far a page moves by itself what its reader looks at: the cumulative layout shift."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

LIMIT = 0.02  # of what a page may move through a whole run

_OBSERVE = """() => {
  const begun = performance.now()
  const moved = []
  const take = entries => {
    for (const each of entries)
      if (!each.hadRecentInput && each.startTime >= begun)
        moved.push({
          value: each.value,
          at: Math.round(each.startTime - begun),
          what: each.sources.slice(0, 3).map(({node, previousRect, currentRect}) => {
            const element = node?.nodeType === 1 ? node : node?.parentElement
            const name = element?.dataset?.testid ?? element?.className ?? String(node?.nodeName)
            const [from, to] = [previousRect, currentRect].map(
              r => [r.x, r.y, r.width, r.height].map(Math.round).join(" "))
            return `${name} “${(element?.textContent ?? "").slice(0, 30)}” ${from} → ${to}`
          }),
        })
  }
  const observer = new PerformanceObserver(list => take(list.getEntries()))
  observer.observe({type: "layout-shift", buffered: true})
  window.__layoutShift = () => { take(observer.takeRecords()); return moved }
}"""
_PAINTED = "() => performance.getEntriesByType('paint').length > 0"
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Moved:
    """What moved while it was watched: each shift, how large, after how long, and which elements."""

    each: list[dict] = field(default_factory=list)

    @property
    def total(self) -> float:
        """The sum of all shifts that no click or key of the half second before excuses."""
        return sum(shift["value"] for shift in self.each)

    def __str__(self) -> str:
        lines = [f"{self.total:.4f} in all"]
        for shift in self.each:
            lines.append(f"{shift['value']:.4f} after {shift['at']} ms: {'; '.join(shift['what'])}")
        return "\n".join(lines)


@contextmanager
def watched(page: Page) -> Iterator[Moved]:
    """Watch an open page: `with watched(page) as moved: …`, then `assert moved.total <= LIMIT, moved`.

    What is done inside has to stay on this page: no reload and no other address.
    """
    page.wait_for_function(_PAINTED)
    page.evaluate(_OBSERVE)
    moved = Moved()
    yield moved
    page.evaluate(_TWO_FRAMES)
    moved.each = page.evaluate("() => window.__layoutShift()")
