import { column } from "@aludel/core/dialect"

import type { Unparsed } from "./given.ts"

/** Types of widespread extensions, which must be installed: `extension("vector")`. pg gives their text. */
export const extensions = {
  /** Keys and values, as text: `"a"=>"1"`; of the extension hstore. */
  hstore: (): Unparsed<string> => column("hstore"),

  /** A path of labels, as its text: `top.science`; of the extension ltree. */
  ltree: (): Unparsed<string> => column("ltree"),

  /** A vector, as its text: `[1,2,3]`; of the extension vector. Default: of any number of dimensions. */
  vector: (dimensions?: number): Unparsed<string> => column(sized("vector", dimensions)),

  /** A vector of numbers of 16 bits, as its text; of the extension vector. Default: of any number of dimensions. */
  halfvec: (dimensions?: number): Unparsed<string> => column(sized("halfvec", dimensions)),

  /** A vector of which most is zero, as its text: `{1:1,3:2}/5`; of the extension vector. Default: of any number of dimensions. */
  sparsevec: (dimensions?: number): Unparsed<string> => column(sized("sparsevec", dimensions)),
} as const

function sized(type: string, dimensions: number | undefined): string {
  return dimensions === undefined ? type : `${type}(${dimensions})`
}
