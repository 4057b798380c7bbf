import { expect, it } from "vitest"

import { defaultExpression, expressionText, isLiteral, withPlainNames } from "../src/expression.ts"
import { tokenize } from "../src/tokenizer.ts"

it.each([
  ["a>0", "a>0"],
  ["  a\n  > /* nothing */ 0 -- end", "a > 0"],
  ["((a > 0))", "a > 0"],
  ["(a) + (b)", "(a) + (b)"],
  ["'  two  spaces '", "'  two  spaces '"],
])("the text of %s is %s", (sql, text) => {
  expect(expressionText(tokenize(sql))).toBe(text)
})

it.each([
  ["\"code\" <> ''", "code <> ''"],
  ["[code] > `Rate`", 'code > "Rate"'],
  ['"order" = 1', '"order" = 1'],
  ['code in ("new", "done")', "code in ('new', 'done')"],
  ['"lower"("code")', '"lower"(code)'],
  ['code collate "nocase"', 'code collate "nocase"'],
  ['"t"."code" > 0', '"t"."code" > 0'],
  ['cast(code as "text")', 'cast(code as "text")'],
  ["Code > 0", "Code > 0"],
])("%s is spelled %s", (sql, text) => {
  expect(withPlainNames(sql, ["code", "Rate", "order"])).toBe(text)
})

it.each([
  ["'a (b'", "'a (b'"],
  ["-1.5", "-1.5"],
  ["null", "null"],
  ["TRUE", "TRUE"],
  ["x'00'", "x'00'"],
  ["current_timestamp", "current_timestamp"],
  ["lower('A')", "(lower('A'))"],
  ["(1) + (2)", "((1) + (2))"],
  ["((1 + 2))", "(1 + 2)"],
  ["'a' || 'b'", "('a' || 'b')"],
])("default %s is written as %s", (sql, text) => {
  expect(defaultExpression(sql)).toBe(text)
})

it.each([
  ["'a'", true],
  ["(1)", true],
  ["+ 1", true],
  ["-a", false],
  ["current_date", false],
  ["", false],
])("whether %s is a literal: %s", (sql, expected) => {
  expect(isLiteral(sql)).toBe(expected)
})
