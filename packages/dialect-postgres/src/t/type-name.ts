import type { AnyColumn } from "@aludel/core"
import { quoteName, type ObjectName } from "@aludel/core/dialect"

import { keywords } from "./keywords.ts"

/** The name of a type as text, quoted only where PostgreSQL would: types are compared with what `format_type` prints. */
export function typeName({ schema, name }: ObjectName): string {
  return (schema === undefined ? [name] : [schema, name])
    .map((part) => (isPlain(part) ? part : quoteName(part)))
    .join(".")
}

function isPlain(name: string): boolean {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name)
}

/** The type of a column in the model's spelling, also of an enumerated one. */
export function typeOf(column: AnyColumn): string {
  const { type, enum: enumeration } = column["~column"]
  return enumeration === undefined ? type : typeName(enumeration)
}

/** The types that a column of the type needs, see `ColumnData.needs`. */
export function needsOf(column: AnyColumn): NonNullable<AnyColumn["~column"]["needs"]> {
  const { enum: enumeration, needs = [] } = column["~column"]
  return enumeration === undefined ? needs : [enumeration, ...needs]
}
