import type { ExpectedChanges } from "../../../core/test/changes/coverage.ts"

const drawn = undefined
const renamed =
  "a rename is never guessed: it is an operation before the comparison, in rebuild/property.test.ts"
const conflict = "drawn nowhere: what is done about a conflict; written cases in cases/"

/** Every kind of SQLite with its attributes: drawn, or why not. */
const kinds: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  table: { strict: drawn, withoutRowid: drawn },
  column: {
    type: drawn,
    nullable: drawn,
    default: drawn,
    identity: drawn,
    generated: drawn,
    collation: drawn,
    notNull: drawn,
  },
  primaryKey: {
    columns: drawn,
    descending: drawn,
    unnamed: "a name is written nowhere then: the same key to SQLite",
    onConflict: conflict,
    collations: "drawn nowhere: written in round-trip.test.ts",
  },
  unique: {
    columns: drawn,
    descending: drawn,
    onConflict: conflict,
    collations: "drawn nowhere: written in round-trip.test.ts",
  },
  foreignKey: {
    columns: "every drawn key stands on the same column; a written case has others",
    references: drawn,
    onDelete: drawn,
    onUpdate: "drawn nowhere: written cases in cases/",
    deferrable: drawn,
  },
  check: { expression: "every drawn check of a name says the same; written cases in cases/" },
  index: {
    keys: drawn,
    unique: "no two drawn indexes of a name differ in it; written cases",
    where: "as unique",
  },
  view: { definition: drawn },
  trigger: { definition: drawn, "options.timing": drawn },
}

/** The changes of SQLite's kinds. */
export const expected: ExpectedChanges = new Map(
  Object.entries(kinds).flatMap(([kind, attributes]) => [
    [`${kind}: added`, drawn] as const,
    [`${kind}: dropped`, drawn] as const,
    [`${kind}: renamed`, renamed] as const,
    ...Object.entries(attributes).map(([name, reason]) => [`${kind}.${name}: altered`, reason] as const),
  ]),
)
