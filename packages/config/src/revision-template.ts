import { readFile } from "node:fs/promises"
import { resolve } from "node:path"

import { AludelError, type RevisionTemplate } from "@aludel/core"

import type { LoadedConfig } from "./load.ts"

/**
 * What revision files are put together by; `undefined` where the configuration says nothing of it.
 *
 * @throws AludelError `config/invalid` where its file can't be read
 */
export async function revisionTemplate({
  folder,
  settings,
}: LoadedConfig): Promise<RevisionTemplate | undefined> {
  const { revisionTemplate: template } = settings
  if (typeof template !== "string") return template
  try {
    return await readFile(resolve(folder, template), "utf8")
  } catch (cause) {
    throw new AludelError("config/invalid", `revisionTemplate: ${template} can't be read: ${said(cause)}`, {
      cause,
      hint: "It is the path of a file, relative to the configuration.",
    })
  }
}

function said(error: unknown): string {
  return (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(error)
}
