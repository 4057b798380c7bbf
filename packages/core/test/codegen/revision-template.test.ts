import { describe, expect, it } from "vitest"

import { printRevision } from "../../src/codegen/revision.ts"
import type { RevisionTemplate } from "../../src/codegen/revision-template.ts"
import { record } from "../../src/operations/recorder.ts"
import type { Operations } from "../../src/operations/registry.ts"
import { t } from "../../src/schema/t.ts"
import { sql } from "../../src/sql/sql.ts"

const header = {
  id: "a1",
  parents: ["b2"],
  message: "hotels,\nand their guests",
  created: "2026-11-18T14:49:44Z",
  branchLabels: [],
  dependsOn: [],
}
const up = (op: Operations) => {
  op.createTable("hotels", { id: t.integer().primaryKey("pk_hotels"), code: t.text() })
  op.sql(sql`update hotels
set code = 'x
  y'`)
}
const down = (op: Operations) => op.dropTable("hotels")

function printed(template: RevisionTemplate | undefined, isEmpty = false): string {
  return printRevision({
    header,
    upgrade: isEmpty ? [] : record(up),
    downgrade: isEmpty ? [] : record(down),
    template,
  }).text
}

const whole = `{{imports}}

{{summary}}
export default defineRevision({
  {{header}}
  upgrade(op) {
    {{upgrade}}
  },
  downgrade(op) {
    {{downgrade}}
  },
})
`

it("a template as the file is without one gives the same file", () => {
  expect(printed(whole)).toBe(printed(undefined))
  expect(printed(whole.replaceAll("\n", "\r\n"))).toBe(printed(undefined))
})

it("each part stands where the template has it, indented as there; what is quoted stays as it is", () => {
  const template = `// Ticket: none. {{id}} of {{created}}: {{message}}
{{imports}}
import { log } from "../log.ts"

const revision = {
    {{header}}
      upgrade(op: Operations) {
        {{upgrade}}
      },
  downgrade(op: Operations) {
{{downgrade}}
  },
}
export default defineRevision(revision)`
  expect(printed(template)).toMatchInlineSnapshot(`
    "// Ticket: none. a1 of 2026-11-18T14:49:44Z: hotels, and their guests
    import { defineRevision, sql, t } from "@aludel/core"
    import { log } from "../log.ts"

    const revision = {
        id: "a1",
        parents: ["b2"],
        message: "hotels,\\nand their guests",
        created: "2026-11-18T14:49:44Z",
          upgrade(op: Operations) {
            op.createTable("hotels", {
              id: t.integer().primaryKey("pk_hotels"),
              code: t.text(),
            })
            op.sql(sql\`update hotels
    set code = 'x
      y'\`)
          },
      downgrade(op: Operations) {
    op.dropTable("hotels")
      },
    }
    export default defineRevision(revision)
    "
  `)
  expect(printed(template, true)).toMatchInlineSnapshot(`
    "// Ticket: none. a1 of 2026-11-18T14:49:44Z: hotels, and their guests
    import { defineRevision } from "@aludel/core"
    import { log } from "../log.ts"

    const revision = {
        id: "a1",
        parents: ["b2"],
        message: "hotels,\\nand their guests",
        created: "2026-11-18T14:49:44Z",
          upgrade(op: Operations) {
          },
      downgrade(op: Operations) {
      },
    }
    export default defineRevision(revision)
    "
  `)
})

it("a function puts the parts together", () => {
  const template: RevisionTemplate = ({ imports, header: said, upgrade, downgrade, summary }) =>
    `${imports}\n\n${summary}\nexport default defineRevision({\n${said}\n  upgrade(op) {\n${upgrade}\n  },\n  downgrade(op) {\n${downgrade}\n  },\n})`
  expect(printed(template)).toBe(printed(undefined))
})

describe("what can't be used is told, all of it", () => {
  it.each<[string, RevisionTemplate, readonly string[]]>([
    ["nothing", "", ["imports", "header", "upgrade", "downgrade"].map((name) => `{{${name}}} is missing`)],
    [
      "a mistyped placeholder",
      whole.replace("{{summary}}", "{{sumary}}"),
      ["{{sumary}} is no placeholder; did you mean {{summary}}?"],
    ],
    [
      "one of another tool",
      `${whole}{{down_revision}} {{}}`,
      ["{{down_revision}} is no placeholder", "{{}} is no placeholder"],
    ],
    ["twice", `${whole}{{header}}\n`, ["{{header}} stands there 2 times"]],
    [
      "within a line",
      whole.replace("{{upgrade}}", "op; {{upgrade}}"),
      ["{{upgrade}} does not stand on a line of its own"],
    ],
    [
      "a function that gives nothing",
      () => undefined as never,
      ["the function must give the text of the file at once, and gave something else"],
    ],
  ])("%s", (_, template, faults) => {
    expect(() => printed(template)).toThrow(
      expect.objectContaining({ code: "config/invalid", details: { faults } }),
    )
  })
})
