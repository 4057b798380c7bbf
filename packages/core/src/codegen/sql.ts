import type { Argument } from "../operations/definition.ts"
import { isSql, type SqlData, type SqlPart } from "../sql/sql.ts"
import { plainCode } from "./plain.ts"
import { flatText } from "./layout.ts"
import type { Scope } from "./scope.ts"
import { quoted, type Code } from "./syntax.ts"

/** SQL as a tagged template. */
export function sqlCode({ fragments, parts }: SqlData, scope: Scope): Code {
  const written = fragments.map((fragment, index) => {
    const part = parts[index]
    return part === undefined ? escaped(fragment) : `${escaped(fragment)}\${${partText(part, scope)}}`
  })
  return { doc: `${scope.use("sql")}\`${written.join("")}\``, complex: true }
}

function partText(part: SqlPart, scope: Scope): string {
  if ("identifier" in part) return `${scope.use("sql")}.id(${part.identifier.map(quoted).join(", ")})`
  // Inside a template nothing is broken over lines.
  return flatText(valueCode(part.value, scope).doc)
}

function valueCode(value: unknown, scope: Scope): Code {
  return isSql(value)
    ? sqlCode(value, scope)
    : plainCode(value as Argument, (inner) => valueCode(inner, scope))
}

function escaped(fragment: string): string {
  return fragment.replaceAll(/[\\`]|\$(?=\{)/g, String.raw`\$&`).replaceAll("\r", String.raw`\r`)
}
