import { styleText } from "node:util"

/** Prints what the story says and the commands as typed. Colours only on a terminal. */
export const terminal = {
  /** A step begins. */
  title(text: string): void {
    write(`\n${style(["bold", "cyan"], `── ${text}`)}\n`)
  },

  /** A sentence to the reader. */
  say(text: string): void {
    write(`${style("dim", text)}\n`)
  },

  /** A command as typed. */
  command(text: string): void {
    write(`\n${style("bold", `$ ${text}`)}\n`)
  },

  /** SQL that the database is asked, by its own library. */
  query(text: string): void {
    write(`\n${style("bold", `sqlite> ${text}`)}\n`)
  },

  /** What a file holds, or a query gives. */
  output(text: string): void {
    if (text !== "") write(text.replace(/\n*$/, "\n"))
  },
}

function style(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stdout })
}

function write(text: string): void {
  process.stdout.write(text)
}
