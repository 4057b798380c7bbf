import type { EnumNode, SchemaNode } from "../schema/model.ts"
import type { Changes } from "./changes.ts"
import { wordsIn } from "./mentions.ts"

type Pair = Changes["enums"]["changed"][number]

/** Enums that change, by when they do. */
export interface EnumOrder {
  /** Before all else: new values may be needed. */
  readonly early: readonly Pair[]
  /** Behind all else: values go that something which changes, or goes, may have until then. */
  readonly late: readonly Pair[]
}

/** Sorts the enums of a difference that change. One that gains values and loses some may do so in two steps. */
export function enumOrder(changes: Changes): EnumOrder {
  const { changed } = changes.enums
  if (changed.every(({ from, to }) => !losesValue(from, to))) return { early: changed, late: [] }
  const names = new Set(beforeChange(changes).flatMap((node) => [...wordsIn(node)]))
  const parted = changed.map((pair) =>
    losesValue(pair.from, pair.to) && names.has(pair.from.name) ? inSteps(pair) : { early: [pair], late: [] },
  )
  return { early: parted.flatMap(({ early }) => early), late: parted.flatMap(({ late }) => late) }
}

function losesValue(from: EnumNode, to: EnumNode): boolean {
  return from.values.some((value) => !to.values.includes(value))
}

/** What is different afterwards, or not there; checks and indexes are dropped first anyway. */
function beforeChange({ columns, remade, objects, dropped }: Changes): readonly SchemaNode[] {
  return [
    ...[...columns.changed, ...remade, ...objects.changed].map(({ from }) => from),
    ...columns.removed,
    ...objects.removed,
    ...dropped.flatMap(({ parts }) => parts),
  ]
}

function inSteps({ from, to }: Pair): EnumOrder {
  const isNew = (value: string) => !from.values.includes(value)
  if (!to.values.some(isNew)) return { early: [], late: [{ from, to }] }
  const values = [...from.values]
  for (const [index, value] of to.values.entries()) {
    if (isNew(value)) values.splice(values.indexOf(to.values[index - 1] ?? "") + 1, 0, value)
  }
  const all = { ...from, values }
  return { early: [{ from, to: all }], late: [{ from: all, to }] }
}
