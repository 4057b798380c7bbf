import type { Argument } from "../operations/definition.ts"
import { call, list, object, quoted, type Code } from "./syntax.ts"

/**
 * A plain value as code: text, numbers, dates, bytes, lists and objects.
 *
 * @param inner what makes code of what is inside lists and objects
 */
export function plainCode(value: Argument, inner: (value: Argument) => Code): Code {
  if (value === null || typeof value === "boolean" || typeof value === "number")
    return { doc: numeral(value) }
  if (typeof value === "string") return { doc: quoted(value) }
  if (typeof value === "bigint") return { doc: `${value}n` }
  if (value instanceof Date) return { doc: `new Date(${quoted(value.toISOString())})` }
  if (value instanceof Uint8Array) return bytes(value)
  if (isList(value)) return list(value.map(inner))
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined) as readonly [
    string,
    Argument,
  ][]
  const broken = entries.length > 0 && entries.every(([, entry]) => isColumn(entry))
  return object(
    entries.map(([name, entry]) => [name, inner(entry)]),
    { broken },
  )
}

function bytes(value: Uint8Array): Code {
  return {
    doc: call(
      "Uint8Array.of",
      Array.from(value, (byte) => ({ doc: String(byte) })),
    ),
  }
}

function numeral(value: number | boolean | null): string {
  return Object.is(value, -0) ? "-0" : String(value)
}

/** The columns of a table stand one a line, however few they are. */
function isColumn(value: Argument): boolean {
  return typeof value === "object" && value !== null && "~print" in value && value["~print"] === "column"
}

function isList(value: object): value is readonly Argument[] {
  return Array.isArray(value)
}
