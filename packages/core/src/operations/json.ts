import { AludelError } from "../errors/error.ts"
import { compareText } from "../schema/catalog.ts"
import type { Operation } from "./definition.ts"
import { frozen } from "./present.ts"

/**
 * Canonical JSON: keys sorted, absent and `undefined` ones left out, bigint, Date and bytes tagged
 * (`{"$bigint":"1"}`, `{"$date":"…"}`, `{"$bytes":"base64"}`). Equal values give equal text.
 *
 * @throws AludelError `operation/invalid` for what JSON can't hold: functions, NaN, infinities
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value)
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value)
  if (typeof value === "bigint") return tagged("$bigint", String(value))
  if (value instanceof Date && !Number.isNaN(value.getTime())) return tagged("$date", value.toISOString())
  if (value instanceof Uint8Array) return tagged("$bytes", base64(value))
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item ?? null)).join(",")}]`
  if (typeof value === "object" && !(value instanceof Date)) return objectText(value)
  throw new AludelError(
    "operation/invalid",
    `${typeof value === "object" ? "an invalid date" : String(value)} can't be stored as JSON`,
    {
      hint: "Give text, numbers, bigints, booleans, dates, bytes, null, and lists and plain objects of them.",
    },
  )
}

/** The value that {@link canonicalText} made the text of, frozen. */
export function decode(text: string): unknown {
  return frozen(revived(JSON.parse(text)))
}

/** Operations as they can be stored, or why they can't. */
export function storable(
  operations: readonly Operation[],
): { readonly operations: readonly Operation[] } | { readonly reason: string } {
  if (operations.some((operation) => operation.kind === "run")) return { reason: "it runs data code" }
  try {
    canonicalText(operations)
    return { operations }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

function objectText(value: object): string {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const sorted = entries.toSorted(([a], [b]) => compareText(a, b))
  const text = `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalText(inner)}`).join(",")}}`
  // What looks like a tag but is none is tagged itself.
  return sorted.length === 1 && isTag(sorted[0]![0]) ? `{"$object":${text}}` : text
}

function tagged(tag: string, text: string): string {
  return `{"${tag}":${JSON.stringify(text)}}`
}

function isTag(key: string): boolean {
  return key === "$bigint" || key === "$date" || key === "$bytes" || key === "$object"
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value)
  const [tag, inner] = entries[0] ?? []
  if (entries.length === 1 && tag !== undefined && isTag(tag)) return untagged(tag, inner)
  return Object.fromEntries(entries.map(([key, item]) => [key, revived(item)]))
}

function untagged(tag: string, inner: unknown): unknown {
  if (tag === "$bigint") return BigInt(inner as string)
  if (tag === "$date") return new Date(inner as string)
  if (tag === "$bytes") return Uint8Array.from(atob(inner as string), (character) => character.charCodeAt(0))
  return Object.fromEntries(Object.entries(inner as object).map(([key, item]) => [key, revived(item)]))
}

function base64(bytes: Uint8Array): string {
  let binary = ""
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** The number of the form in which operations are hashed; another number is no edit. */
export const operationsFormat = 1

/** What identifies a revision's operations. */
export interface HashedRevision {
  /** Default: {@link operationsFormat}. */
  readonly format?: number | undefined
  readonly id: string
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  /** Default: true. */
  readonly transaction?: boolean | undefined
  /** As written. */
  readonly upgrade: readonly Operation[]
  /** As written, or `"derived"`. */
  readonly downgrade: readonly Operation[] | "derived"
}

/** The SHA-256, in hex, of a revision's operations as written. Message, date, labels and comments don't count; data code counts by its place. */
export async function operationsHash(revision: HashedRevision): Promise<string> {
  const {
    format = operationsFormat,
    id,
    parents,
    dependsOn,
    transaction = true,
    upgrade,
    downgrade,
  } = revision
  const canonical = [
    format,
    id,
    [...parents].toSorted(compareText),
    [...dependsOn].toSorted(compareText),
    ...(transaction ? [] : [{ transaction }]),
    upgrade.map(hashed),
    downgrade === "derived" ? downgrade : downgrade.map(hashed),
  ]
  return sha256(canonicalText(canonical))
}

/** What tells an operation as written from another one: the beginning of the SHA-256 of its canonical text, in hex. */
export async function operationHash(operation: Operation): Promise<string> {
  return (await sha256(canonicalText(hashed(operation)))).slice(0, 16)
}

/** The SHA-256, in hex, of a file's text, the same whatever its line ends. */
export async function textHash(text: string): Promise<string> {
  return sha256(text.replaceAll(/\r\n?/g, "\n"))
}

// By the place, not by the code: formatting or a renamed variable is no edit.
function hashed(operation: Operation): object {
  if (operation.kind !== "run") return operation
  const { effect } = operation as Operation & { readonly effect?: readonly Operation[] }
  return effect === undefined ? { kind: "run" } : { kind: "run", effect }
}

async function sha256(text: string): Promise<string> {
  // A digest of the Web is a task of its own, and a long history asks for thousands; where there is Node's, it answers at once.
  hash ??= runtime.process?.getBuiltinModule?.("node:crypto")?.hash ?? digest
  return hash("sha256", text)
}

type Hash = (algorithm: "sha256", text: string) => string | Promise<string>

const runtime = globalThis as {
  readonly process?: { getBuiltinModule?(name: "node:crypto"): { readonly hash?: Hash } | undefined }
}
let hash: Hash | undefined

async function digest(_: "sha256", text: string): Promise<string> {
  const bytes = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
