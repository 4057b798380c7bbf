/** What of a terminal a live line needs. */
export interface Terminal {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

/** A line at the foot of a terminal that is written over while something goes on. */
export interface LiveLine {
  /** Shows a text that is made anew ten times a second, from the second on that it takes. */
  show(text: (seconds: number) => string): void
  /** Takes the line away. */
  clear(): void
}

const patience = 1000

/** A live line on a terminal; where it is none, nothing is shown. */
export function liveLine(terminal: Terminal): LiveLine {
  if (terminal.isTTY !== true) return { show() {}, clear() {} }
  let timer: NodeJS.Timeout | undefined
  let isShown = false
  const clear = () => {
    clearInterval(timer)
    if (isShown) terminal.write("\r\u001B[K")
    isShown = false
  }
  return {
    clear,
    show(text) {
      clear()
      const started = performance.now()
      timer = setInterval(() => {
        const passed = performance.now() - started
        if (passed < patience) return
        isShown = true
        terminal.write(`\r\u001B[K${text(passed / 1000).slice(0, (terminal.columns || 80) - 1)}`)
      }, 100)
      timer.unref()
    },
  }
}
