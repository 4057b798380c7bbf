import type { ColumnNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

// The model's words for what PostgreSQL's `format_type` says at length, and for its short names of the same types. `json` is the portable word for `jsonb`, so
// PostgreSQL's own `json`, which keeps white space and has no equality, goes by its full name.
const modelNames: Readonly<Record<string, string>> = {
  "double precision": "double",
  "timestamp with time zone": "timestamptz",
  "timestamp without time zone": "timestamp",
  "time with time zone": "timetz",
  "time without time zone": "time",
  "character varying": "varchar",
  character: "char",
  bytea: "bytes",
  jsonb: "json",
  json: "pg_catalog.json",
  int: "integer",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  float4: "real",
  float8: "double",
  bool: "boolean",
  decimal: "numeric",
}

const engineNames: Readonly<Record<string, string>> = {
  double: "double precision",
  bytes: "bytea",
  json: "jsonb",
}

/** A type as PostgreSQL prints it or people write it, in the model's spelling: `character varying(20)[]` is `varchar(20)[]`. */
export function modelType(engine: string): string {
  return respell(engine, modelNames)
}

/** A type in the model's spelling as PostgreSQL takes it: `double[]` is `double precision[]`. */
export function engineType(model: string): string {
  return respell(model, engineNames)
}

/**
 * The type of a column as PostgreSQL takes it. An enumerated type in the default schema goes by its name alone, whose
 * meaning the run's `search_path` settles.
 */
export function columnType(column: Pick<ColumnNode, "type" | "enum">): string {
  if (column.enum === undefined) return engineType(column.type)
  const { schema, name } = column.enum
  return (schema === undefined ? [name] : [schema, name]).map(quoteName).join(".")
}

const catalogNames: Readonly<Record<string, string>> = {
  double: "double precision",
  timestamptz: "timestamp with time zone",
  timestamp: "timestamp without time zone",
  timetz: "time with time zone",
  time: "time without time zone",
  varchar: "character varying",
  char: "character",
  bytes: "bytea",
  json: "jsonb",
  "pg_catalog.json": "json",
}

/**
 * A type in the model's spelling as `format_type` prints it where it has no length, as in the names of routines:
 * `timestamptz(3)` is `timestamp with time zone`.
 */
export function catalogType(model: string): string {
  const [, head = model, array = ""] = /^([^"(]*?)(?:\([^)]*\))?((?:\[\])*)$/.exec(model) ?? []
  return `${catalogNames[head] ?? head}${array}`
}

// The length or precision may stand in the middle: `timestamp(3) with time zone`.
function respell(type: string, names: Readonly<Record<string, string>>): string {
  const [, head, argument = "", tail = "", array = ""] =
    /^([^"([]*?)(\([^)]*\))?( [^"([]*)?((?:\[\])*)$/.exec(type) ?? []
  const name = head === undefined ? undefined : names[`${head}${tail}`]
  return name === undefined ? type : `${name}${argument}${array}`
}
