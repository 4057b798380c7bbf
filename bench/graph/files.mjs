import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { printRevision } from "../../packages/core/src/codegen/revision.ts"
import { record } from "../../packages/core/src/operations/recorder.ts"
import { revisionFileName } from "../../packages/core/dist/revisions/index.js"
import { index, t } from "../../packages/core/dist/index.js"

/** Writes so many revisions, one above the other, as `aludel revision --autogenerate` prints and names them. */
export function writeRevisions(folder, count) {
  for (let number = 0; number < count; number++) {
    const header = {
      id: id(number),
      parents: number === 0 ? [] : [id(number - 1)],
      message: messages[number % messages.length](number),
      created: `${new Date(Date.UTC(2020, 0, 1) + number * 3_600_000).toISOString().slice(0, 19)}Z`,
      branchLabels: [],
      dependsOn: [],
    }
    const [upgrade, downgrade] = bodies[number % bodies.length](`orders_${number}`).map((body) =>
      record(body),
    )
    writeFileSync(join(folder, revisionFileName(header)), printRevision({ header, upgrade, downgrade }).text)
  }
}

const messages = [
  (number) => `create orders_${number}`,
  (number) => `orders_${number}: discounts and notes`,
  (number) => `orders_${number} by customer`,
]

const bodies = [
  (table) => [
    (op) =>
      op.createTable(table, {
        id: t.bigint().identity().primaryKey(`pk_${table}`),
        number: t.text().unique(`uq_${table}_number`),
        customer_id: t.integer(),
        note: t.text().nullable(),
        created_at: t.timestamptz(),
      }),
    (op) => op.dropTable(table),
  ],
  (table) => [
    (op) => {
      op.addColumn(table, "discount", t.numeric(10, 2).nullable())
      op.addColumn(table, "comment", t.text().nullable())
    },
    (op) => {
      op.dropColumn(table, "comment")
      op.dropColumn(table, "discount")
    },
  ],
  (table) => [
    (op) => op.createIndex(table, index(`ix_${table}_customer`).on("customer_id")),
    (op) => op.dropIndex(table, `ix_${table}_customer`),
  ],
]

/** Twelve hex digits that don't follow each other, as random ids don't. */
function id(number) {
  return ((number * 2_654_435_761) % 2 ** 32).toString(16).padStart(12, "0")
}
