/**
 * What a person types to say which revision is meant, taken apart.
 *
 * ```text
 * target   = [ branch "@" ] ( symbol | relative )
 * symbol   = "head" | "heads" | "base" | name
 * name     = an id | a label | the beginning of just one of them
 * branch   = name                       the line that the revision must lie in
 * relative = [ symbol ] sign digits     so many steps above or below the symbol; without one, of where the database is
 * sign     = "+" | "-"
 * range    = [ end ] ":" [ end ]        both ends included
 * end      = target | "current"
 * ```
 *
 * - The first `@` parts branch and rest; the last sign that only digits follow makes a relative target.
 * - What is the exact name of a revision or a label is that name, also where it could be read otherwise: a label
 *   `feature-2` is no step below `feature`.
 * - Whether relative targets, ranges and `current` are allowed depends on the command.
 */
export interface Identifier {
  /** As typed. */
  readonly text: string
  readonly branch?: string
  /** Absent: relative to where the database is. */
  readonly symbol?: string
  /** Of a relative target. `-0` counts as a step down. */
  readonly steps?: Steps
}

/** So many steps, up or down. */
export interface Steps {
  readonly up: boolean
  readonly count: number
  /** As typed: `+2`. */
  readonly text: string
}

/** Whether steps lead up at all: `+0` does not. */
export function isUpward({ up, count }: Steps): boolean {
  return up && count > 0
}

/** Whether steps lead down at all: `-0` does not. */
export function isDownward({ up, count }: Steps): boolean {
  return !up && count > 0
}

/** The two ends of a range; an absent one is open. */
export interface RangeText {
  readonly from?: string
  readonly to?: string
}

/**
 * Takes a target apart. Any text is a target of some form; whether it names anything is for others to say.
 *
 * @param isName whether a text is exactly an id or a label
 */
export function parseIdentifier(text: string, isName: (text: string) => boolean): Identifier {
  if (isName(text)) return { text, symbol: text }
  const at = text.indexOf("@")
  const rest = text.slice(at + 1)
  const branch = at < 0 ? {} : { branch: text.slice(0, at) }
  const sign = isName(rest) ? -1 : signBeforeDigits(rest)
  if (sign < 0) return { text, ...branch, symbol: rest }
  const steps = { up: rest[sign] === "+", count: Number(rest.slice(sign + 1)), text: rest.slice(sign) }
  return { text, ...branch, ...(sign === 0 ? {} : { symbol: rest.slice(0, sign) }), steps }
}

/** Takes a range apart; `undefined` where there is not exactly one colon. */
export function parseRange(text: string): RangeText | undefined {
  const [from, to, ...more] = text.trim().split(":")
  if (from === undefined || to === undefined || more.length > 0) return undefined
  return { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) }
}

function signBeforeDigits(text: string): number {
  const sign = Math.max(text.lastIndexOf("+"), text.lastIndexOf("-"))
  return sign >= 0 && /^[0-9]+$/.test(text.slice(sign + 1)) ? sign : -1
}
