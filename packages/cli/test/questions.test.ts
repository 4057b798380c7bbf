import { expect, it } from "vitest"

import { asker } from "../src/questions/asker.ts"
import { readDecisions } from "../src/questions/decisions.ts"

it("leaves out what is not answered yet", () => {
  const answered = { kind: "fill", table: "a", column: "b", answer: "0" } as const
  const open = { kind: "dropTable", table: "c", answer: null }
  expect(readDecisions([answered, open, { kind: "dropTable", table: "d", answer: false }])).toEqual([
    answered,
    { kind: "dropTable", table: "d", answer: false },
  ])
})

it.each([
  [{}, "must be a list of answers"],
  [
    [{ kind: "fill", table: "a", answer: "0" }],
    'entry 1 is no answer: {"kind":"fill","table":"a","answer":"0"}',
  ],
  [
    [{ kind: "dropTable", table: "a", answer: "yes" }],
    'entry 1 is no answer: {"kind":"dropTable","table":"a","answer":"yes"}',
  ],
])("refuses %s", (data, message) => expect(() => readDecisions(data)).toThrow(message))

it("answers by options, the column being what stands behind the last dot", async () => {
  const { ask } = await asker({
    color: false,
    fill: ["billing.hotels.code='a=b'"],
    drop: ["guests"],
    keep: ["rates"],
  })
  expect([
    await ask({ kind: "fill", table: "billing.hotels", column: "code", type: "text", because: "new" }),
    await ask({ kind: "fill", table: "hotels", column: "code", type: "text", because: "new" }),
    await ask({ kind: "dropTable", table: "guests" }),
    await ask({ kind: "dropTable", table: "rates" }),
  ]).toEqual([
    { kind: "fill", table: "billing.hotels", column: "code", answer: "'a=b'" },
    undefined,
    { kind: "dropTable", table: "guests", answer: true },
    { kind: "dropTable", table: "rates", answer: false },
  ])
})
