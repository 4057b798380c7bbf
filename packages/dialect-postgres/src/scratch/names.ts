/** What the names of everything begin with that scratches make: databases, and schemas in a transaction. */
export const prefix = "aludel_scratch_"

/** Whether a schema's name is one that a scratch in a transaction made up. */
export function isScratchName(name: string): boolean {
  return name.startsWith(prefix)
}

/**
 * A name that nobody else has, with the time in it by which an orphan is known to be old.
 *
 * @param seconds the server's time, in seconds since 1970
 */
export function databaseName(seconds: number): string {
  return `${prefix}${Math.floor(seconds)}_${randomHex()}`
}

/** The time in the name of a temporary database, in seconds since 1970; `undefined` where the name is none of ours. */
export function timeOf(name: string): number | undefined {
  const [, seconds] = /^aludel_scratch_(\d{10,})_[0-9a-f]{12}$/.exec(name) ?? []
  return seconds === undefined ? undefined : Number(seconds)
}

/** Twelve random hex digits. */
export function randomHex(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(6))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}
