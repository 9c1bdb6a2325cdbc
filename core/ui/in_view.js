{
  const main = document.querySelector("[data-testid=stMain]")
  const part = document.querySelector(".st-key-KEY")
  const moves = {
    title() {
      const title = part.querySelector("h3")
      main.scrollTo(0, 0)
      title.tabIndex = -1
      title.style.outline = "none"
      title.focus({preventScroll: true})
    },
    answer() {
      const [below, height] = [part.getBoundingClientRect().top, main.clientHeight]
      if (below > 0.7 * height) main.scrollBy(0, below - 0.3 * height)
    },
  }
  moves.KIND()
}
