import { nodeKey, objectName, tableOf, type ObjectName } from "./catalog.ts"
import { isObject, isView, type Declared } from "./declared.ts"
import { isAludelError } from "../errors/error.ts"
import type { AnyObject, AnyView } from "./defined-object.ts"
import { describeNode } from "./describe-node.ts"
import type { DefinedNode, SchemaNode } from "./model.ts"
import type { Names } from "./names.ts"
import type { SchemaProblem } from "./problem.ts"
import type { AnyTable } from "./table.ts"
import { extraNode } from "./table-nodes.ts"

/**
 * The nodes of the defined objects of a schema, and of what stands on them.
 *
 * @param declared what the schema is made of
 * @param tables the tables among it; the types that their columns need are taken, too
 * @param names how what is declared is called in the database
 * @param problems where what is wrong is told
 */
export function objectNodes(
  declared: Readonly<Record<string, Declared>>,
  tables: readonly AnyTable[],
  names: Names,
  problems: SchemaProblem[],
): readonly SchemaNode[] {
  const found = new Map<string, DefinedNode>()
  const relations = new Map(tables.map((table) => [table["~table"].name, "table"]))
  const parts: SchemaNode[] = []
  const listed = Object.values(declared).filter(isObject)
  for (const object of [...listed, ...needed(tables)]) {
    const node = spelled(object, names)
    const same = found.get(nodeKey(node))
    if (same === undefined) {
      found.set(nodeKey(node), node)
      if (isView(object)) problems.push(...takenBy(object, relations))
      parts.push(...partsOf(object, node, names, problems))
    } else if (JSON.stringify(same) !== JSON.stringify(node)) {
      problems.push({ message: `${describeNode(node)} is declared twice, differently` })
    }
  }
  return [...found.values(), ...parts]
}

// Tables and views share their names.
function takenBy(view: AnyView, relations: Map<string, string>): readonly SchemaProblem[] {
  const { name } = view["~view"]
  const { type } = view["~object"]
  const other = relations.get(name)
  relations.set(name, type)
  if (other === undefined) return []
  return [{ message: `the name ${name} is used twice: by the ${other} ${name} and by the ${type} ${name}` }]
}

function needed(tables: readonly AnyTable[]): readonly AnyObject[] {
  return tables.flatMap((table) =>
    Object.values(table["~table"].columns).flatMap((column) =>
      (column?.["~column"]?.needs ?? []).flatMap((node) =>
        node.kind === "defined" ? [{ "~object": node }] : [],
      ),
    ),
  )
}

// Kysely's queries name tables and views; everything else has the name that SQL gives it.
function spelled(object: AnyObject, names: Names): DefinedNode {
  const node = object["~object"]
  const spell = (name: string) => names.spell(name)
  const options = node.options && object["~options"]?.(spell)
  return Object.freeze({
    ...node,
    ...(options && { options }),
    ...(isView(object) && spelledName(objectName(object["~view"].name), names)),
    ...(node.table !== undefined && {
      ...(node.schema === undefined ? {} : { schema: names.spell(node.schema) }),
      table: names.spell(node.table),
    }),
  })
}

function spelledName({ schema, name }: ObjectName, names: Names): ObjectName {
  return { ...(schema === undefined ? {} : { schema: names.spell(schema) }), name: names.spell(name) }
}

function partsOf(
  object: AnyObject,
  node: DefinedNode,
  names: Names,
  problems: SchemaProblem[],
): readonly SchemaNode[] {
  const on = tableOf({ ...node, table: node.name })
  return (object["~parts"] ?? []).flatMap((part) => {
    try {
      // Its name is spelled already, and spelling it again changes nothing.
      return [extraNode(on, part, names)]
    } catch (error) {
      if (!isAludelError(error)) throw error
      problems.push({ message: error.message, hint: error.hint })
      return []
    }
  })
}
