import type { Operation, SchemaNode } from "../../src/dialect/index.ts"

type Plain = Readonly<Record<string, unknown>>

/** What operations change, as `object: attribute`, sorted: what is dropped and made anew counts by what differs. */
export function found(operations: readonly Operation[]): readonly string[] {
  const dropped = new Map<string, Plain>()
  const all = operations.flatMap((operation) => {
    const { from, to, object, constraint, index, on, nodes } = operation as unknown as Readonly<
      Record<string, Plain>
    >
    switch (operation.kind) {
      case "alterColumn":
      case "alterTable":
        return Object.keys(to!).map((name) => `${owner(operation as never)}: ${name}`)
      case "alterEnum":
        return [`${owner(operation as never)}: values`]
      case "setComment":
        return [`${owner(on as never)}: comment`]
      case "replaceObject":
        return differing(from!, to!)
      case "dropTable":
      case "dropColumn":
      case "dropConstraint":
      case "dropIndex": {
        const node = (constraint ?? index ?? nodes?.[0])! as Plain
        dropped.set(`${String(node["table"])} ${String(node["name"])}`, node)
        return []
      }
      case "createTable":
      case "addColumn":
      case "addConstraint":
      case "createIndex": {
        const node = (constraint ?? index ?? nodes?.[0])! as Plain
        const old = dropped.get(`${String(node["table"])} ${String(node["name"])}`)
        return old === undefined ? [`${owner(node as never)} is new`] : differing(old, node)
      }
      case "validateConstraint":
        return [`${owner(operation as never)}: notValid`]
      default:
        return [`${operation.kind} ${JSON.stringify(object ?? operation)}`]
    }
  })
  // A partition that gets other bounds is detached and attached.
  return [...new Set(all)].toSorted()
}

/** What is to be found of a change, likewise. */
export function wanted(from: readonly SchemaNode[], to: readonly SchemaNode[], attribute: string): string {
  const old = new Set(from.map((node) => JSON.stringify(node)))
  const [changed] = to.filter((node) => !old.has(JSON.stringify(node)))
  return `${owner(changed as never)}: ${attribute}`
}

function differing(from: Plain, to: Plain): readonly string[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return names
    .filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]))
    .map((name) => `${owner(to as never)}: ${name}`)
}

function owner({ table, name }: { readonly table?: string; readonly name: string }): string {
  return table ?? name
}
