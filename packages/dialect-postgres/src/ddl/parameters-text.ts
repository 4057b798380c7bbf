import type { Parameters } from "@aludel/core/dialect"
import { literal, quoteName } from "@aludel/core/dialect"

/** ` with (fillfactor = '70')`, or nothing where there are no parameters. */
export function withParameters(parameters: Parameters | undefined): string {
  return parameters === undefined || Object.keys(parameters).length === 0
    ? ""
    : ` with ${parameterList(parameters)}`
}

/** `(fillfactor = '70', toast.autovacuum_enabled = 'false')` */
export function parameterList(parameters: Parameters): string {
  const settings = Object.entries(parameters).map(
    ([name, value]) => `${parameterName(name)} = ${literal(value)}`,
  )
  return `(${settings.join(", ")})`
}

/** What turns parameters into others: `set (…)` for those that are new or changed, `reset (…)` for those that go. */
export function parameterActions(
  from: Parameters | null | undefined,
  to: Parameters | null | undefined,
): readonly string[] {
  const before = from ?? {}
  const after = to ?? {}
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value)
  const gone = Object.keys(before).filter((name) => !(name in after))
  return [
    ...(gone.length === 0 ? [] : [`reset (${gone.map(parameterName).join(", ")})`]),
    ...(changed.length === 0 ? [] : [`set ${parameterList(Object.fromEntries(changed))}`]),
  ]
}

// Those of the TOAST table have a dot in them.
function parameterName(name: string): string {
  return name
    .split(".")
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : quoteName(part)))
    .join(".")
}
