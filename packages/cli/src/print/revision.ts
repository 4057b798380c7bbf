import type { RevisionInfo } from "@aludel/core"

/** `ID (labels) (head) …`: a revision in a list. */
export function revisionName(revision: RevisionInfo): string {
  const marks = [
    revision.labels.join(", "),
    revision.effectiveHead ? "effective head" : revision.head ? "head" : "",
    revision.current === true ? "current" : "",
    revision.branchPoint ? "branchpoint" : "",
    revision.mergePoint ? "mergepoint" : "",
  ]
  return [revision.id, ...marks.filter((mark) => mark !== "").map((mark) => `(${mark})`)].join(" ")
}

/** `PARENT -> ID (head), message`: a revision in the history. */
export function historyLine(revision: RevisionInfo): string {
  const dependencies = revision.dependsOn.length === 0 ? "" : ` (${revision.dependsOn.join(", ")})`
  return `${parentNames(revision.parents)}${dependencies} -> ${revisionName(revision)}, ${revision.message}`
}

/** `<base>`, or ids. */
export function parentNames(parents: readonly string[]): string {
  return parents.length === 0 ? "<base>" : parents.join(", ")
}

/** All there is to say of a revision, on several lines. */
export function revisionEntry(revision: RevisionInfo): string {
  const { children, dependsOn, description, labels, location, mergePoint, message, parents } = revision
  const head = [
    `Rev: ${revisionName({ ...revision, labels: [] })}`,
    `${mergePoint ? "Merges" : "Parent"}: ${parentNames(parents)}`,
    ...(dependsOn.length > 0 ? [`Also depends on: ${dependsOn.join(", ")}`] : []),
    ...(revision.branchPoint ? [`Branches into: ${children.join(", ")}`] : []),
    ...(labels.length > 0 ? [`Branch names: ${labels.join(", ")}`] : []),
    `Path: ${location}`,
  ]
  const text = [message, ...(description === undefined ? [] : ["", ...description.trim().split("\n")])]
  return [...head, "", ...text.map((line) => (line === "" ? "" : `    ${line}`)), ""].join("\n")
}

/** Finds a revision by its id. */
type Find = (id: string) => RevisionInfo | undefined

/** A branch point and where it leads. */
export function branchLines(revision: RevisionInfo, find: Find): string {
  const indent = " ".repeat(revision.id.length)
  const children = revision.children.map((id) => `${indent} -> ${nameOf(id, find)}`)
  return [revisionName(revision), ...children].join("\n")
}

/** All there is to say of a branch point, and where it leads, with messages. */
export function branchEntry(revision: RevisionInfo, find: Find): string {
  const children = revision.children.map((id) => `    -> ${nameOf(id, find)}, ${find(id)?.message ?? ""}`)
  return `${[revisionEntry(revision), ...children].join("\n")}\n`
}

function nameOf(id: string, find: Find): string {
  const found = find(id)
  return found === undefined ? id : revisionName(found)
}
