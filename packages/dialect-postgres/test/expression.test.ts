import { expect, it } from "vitest"

import { withoutParentheses } from "../src/expression.ts"

it.each([
  ["(a > 0)", "a > 0"],
  ["((a + 1))", "a + 1"],
  ["(a) OR (b)", "(a) OR (b)"],
  ["((a) OR (b))", "(a) OR (b)"],
  ["lower(a)", "lower(a)"],
  ["(a = ')'::text)", "a = ')'::text"],
  ["(a = 'it''s )('::text)", "a = 'it''s )('::text"],
  [`("odd ) name" > 0)`, `"odd ) name" > 0`],
  [String.raw`(a ~ E'\\(''x'::text)`, String.raw`a ~ E'\\(''x'::text`],
  ["true", "true"],
])("%s is %s", (given, expected) => {
  expect(withoutParentheses(given)).toBe(expected)
})
