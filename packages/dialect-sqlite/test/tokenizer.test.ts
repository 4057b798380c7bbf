import { expect, it } from "vitest"

import { behindGroup, listItems, tokenize } from "../src/tokenizer.ts"

it.each([
  ["words, symbols and numbers", "a_1 >= 0x1F", ["word a_1", "symbol >", "symbol =", "number 0x1F"]],
  ["numbers", "1.5e-3 .5 1_000 7.", ["number 1.5e-3", "number .5", "number 1_000", "number 7."]],
  ["names in double quotes", `"o""dd" "a'b"`, [`name o"dd`, "name a'b"]],
  ["names in brackets and backticks", "[a ]b[] `x``y`", ["name a ", "word b", "name ", "name x`y"]],
  ["strings", `'it''s' '"' ''`, ["string it's", `string "`, "string "]],
  ["blobs", "x'00ff' X'' x", ["blob 00ff", "blob ", "word x"]],
  ["comments", "a--b 'c'\n/* d\n'e' */f/**/g", ["word a", "word f", "word g"]],
  ["a comment in a string", "'--' '/*'", ["string --", "string /*"]],
  ["a comment that does not end", "a /* b", ["word a"]],
  ["a string that does not end", "a 'b", ["word a", "symbol '", "word b"]],
  [
    "parameters",
    "?1 :a @b $c ?",
    ["parameter ?1", "parameter :a", "parameter @b", "parameter $c", "parameter ?"],
  ],
  ["names beyond ASCII", "größe 表", ["word größe", "word 表"]],
])("%s", (_, sql, expected) => {
  expect(tokenize(sql).map(({ kind, value }) => `${kind} ${value}`)).toEqual(expected)
})

it("knows where each token stands", () => {
  const sql = ` "a" /* ) */ 'b'`
  expect(tokenize(sql).map(({ start, end }) => sql.slice(start, end))).toEqual([`"a"`, `'b'`])
})

it("finds the parenthesis that closes another, not one in a string", () => {
  const tokens = tokenize("(a (b) ')' \")\" [)]) c")
  expect(tokens[behindGroup(tokens, 0)]?.text).toBe("c")
})

it("divides a list by the commas that stand in no parentheses", () => {
  const items = listItems(tokenize("a, f(b, c), 'd,e', [g,h]"))
  expect(items.map((item) => item.map(({ text }) => text).join(" "))).toEqual([
    "a",
    "f ( b , c )",
    "'d,e'",
    "[g,h]",
  ])
})
