import { expect, it } from "vitest"
import { parseIdentifier, parseRange, type Identifier } from "../../src/revisions/identifier.ts"

const names = new Set(["feature-2", "rel+1", "x@y", "abc"])

const productions: readonly (readonly [text: string, identifier: Omit<Identifier, "text">])[] = [
  ["head", { symbol: "head" }],
  ["abc", { symbol: "abc" }],
  ["", { symbol: "" }],
  ["label@head", { branch: "label", symbol: "head" }],
  ["label@base", { branch: "label", symbol: "base" }],
  ["a@b@c", { branch: "a", symbol: "b@c" }],
  ["+2", { steps: { up: true, count: 2, text: "+2" } }],
  ["-1", { steps: { up: false, count: 1, text: "-1" } }],
  ["abc+1", { symbol: "abc", steps: { up: true, count: 1, text: "+1" } }],
  ["head-2", { symbol: "head", steps: { up: false, count: 2, text: "-2" } }],
  ["label@+3", { branch: "label", steps: { up: true, count: 3, text: "+3" } }],
  ["label@abc-1", { branch: "label", symbol: "abc", steps: { up: false, count: 1, text: "-1" } }],
  ["+1x", { symbol: "+1x" }],
  ["b+1+1", { symbol: "b+1", steps: { up: true, count: 1, text: "+1" } }],
  ["feature-2", { symbol: "feature-2" }],
  ["feature-2-1", { symbol: "feature-2", steps: { up: false, count: 1, text: "-1" } }],
  ["feature-2@head", { branch: "feature-2", symbol: "head" }],
  ["label@rel+1", { branch: "label", symbol: "rel+1" }],
  ["x@y", { symbol: "x@y" }],
]

it.each(productions)("%s", (text, identifier) => {
  expect(parseIdentifier(text, (name) => names.has(name))).toEqual({ text, ...identifier })
})

it.each([
  ["a:b", { from: "a", to: "b" }],
  [":b", { to: "b" }],
  ["a:", { from: "a" }],
  [":", {}],
  ["-3:current", { from: "-3", to: "current" }],
  ["a", undefined],
  ["a:b:c", undefined],
])("range %s", (text, ends) => {
  expect(parseRange(text)).toEqual(ends)
})
