import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { columnType, holds, type Engine } from "../dialect/generic.ts"
import type { CompileContext, Definition, Operation, Step } from "../operations/definition.ts"
import { definitionOf } from "../operations/registry.ts"
import { kyselyName } from "../operations/statement.ts"
import type { Catalog } from "../schema/catalog.ts"

/** What operations are compiled for. */
export interface Target {
  /** Without the caller's plugins; never executed on by the compilers. */
  readonly db: AnyDatabase
  readonly dialect: Dialect
  readonly engine: Engine
  readonly defaultSchema?: string | undefined
}

/** Compiles one operation, by the dialect's compiler where it has one. `before` is the schema at this moment, where it is needed. */
export function compileOperation(operation: Operation, target: Target, before?: Catalog): readonly Step[] {
  const { compile, isDone, resolve } = definition(operation, target)
  if (before !== undefined && isDone?.(operation, before)) return []
  const compiler = target.dialect.compilers?.[operation.kind] ?? compile
  const resolved = before === undefined ? operation : (resolve?.(operation, before) ?? operation)
  return compiler(resolved, compileContext(target, before))
}

/** The definition of an operation's kind: the core's, or the dialect's own. */
export function definition(operation: Operation, target: Pick<Target, "dialect">): Definition<Operation> {
  return definitionOf(operation, target.dialect.operations)
}

/** What compilers may ask. */
export function compileContext(
  { db, dialect, engine, defaultSchema }: Target,
  before: Catalog | undefined,
): CompileContext {
  return {
    db: defaultSchema === undefined ? db : db.withSchema(defaultSchema),
    columnType: (column) => columnType(dialect, column),
    identity: (column) => engine.identity(column),
    holds: (kind) => holds(dialect, kind),
    object: (type) => dialect.objects?.[type],
    name: kyselyName,
    path: (object) => {
      const schema = object.schema ?? defaultSchema
      return schema === undefined ? [object.name] : [schema, object.name]
    },
    before,
  }
}
