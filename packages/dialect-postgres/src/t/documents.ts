import type { Column } from "@aludel/core"
import { column } from "@aludel/core/dialect"

import type { Unparsed } from "./given.ts"

/** JSON and XML. */
export const documents = {
  /** JSON, stored as `jsonb`. Given parsed; insert `JSON.stringify(value)`: pg sends arrays as those of PostgreSQL. */
  json: <T = unknown>(): Column<T, string, string> => column("json"),

  /** The same as {@link documents.json}, by the name that PostgreSQL has for it. */
  jsonb: <T = unknown>(): Column<T, string, string> => column("json"),

  /** JSON as PostgreSQL's type `json` stores it: the text as it was written. Given parsed; insert `JSON.stringify(value)`. */
  textualJson: <T = unknown>(): Column<T, string, string> => column("pg_catalog.json"),

  /** A path into JSON, as its text. */
  jsonpath: (): Unparsed<string> => column("jsonpath"),

  /** XML, as its text. */
  xml: (): Unparsed<string> => column("xml"),
} as const
