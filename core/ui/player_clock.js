// Runs again whenever the data changes, or the theme does; what was already answered is therefore
// remembered. The next tick is asked for only once the last one was answered, so that a slow server is
// asked less often. The functions of a former run are kept by nobody: the newest ones are.
const own = new WeakMap()
const HELD = 2000 // milliseconds, should nothing come of it

export default function ({data, parentElement, setTriggerValue}) {
  const me = own.get(parentElement) ?? {}
  own.set(parentElement, me)
  me.send = setTriggerValue

  const tick = wait => {
    clearTimeout(me.next)
    if (me.frame !== null) me.next = setTimeout(() => me.send("tick", me.frame), wait)
  }
  if (me.frame !== data.frame) {
    me.frame = data.frame
    tick(data.wait)
  }

  if (data.ended !== null && me.ended !== data.ended) {
    me.ended = data.ended
    const heard = parentElement.querySelector("[role=status]")
    clearTimeout(me.silence)
    // A region that has just come is not listened to yet, and what is long over is not to be read again.
    setTimeout(() => { heard.textContent = data.said }, 150)
    me.silence = setTimeout(() => { heard.textContent = "" }, 10000)
    const still = document.hidden || matchMedia("(prefers-reduced-motion: reduce)").matches
    me.send("seen", still ? "still" : "play")
  }

  const player = parentElement.closest(".st-key-player")
  // What it was about to ask says where the slider stands: not before the reader's own was answered.
  if (player) {
    player.onpointerdown = () => tick(HELD)
    player.onpointermove = event => { if (event.buttons) tick(HELD) }
    player.onkeydown = event => {
      tick(HELD)
      if (event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const onButton = event.target.closest("button")
      const meant = onButton
        ? {ArrowLeft: "back", ArrowRight: "forward"}[event.key]
        : {" ": "play"}[event.key]
      if (!meant || onButton?.disabled || data.still) return
      event.preventDefault()
      me.send("key", meant)
    }
  }
  return () => { clearTimeout(me.next); clearTimeout(me.silence) }
}
