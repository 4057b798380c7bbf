import { resolve } from "node:path"

import type { DatabaseConfig } from "@aludel/config"
import { loadConfig, type LoadedConfig } from "@aludel/config/node"
import type { RevisionSource } from "@aludel/core"
import { folder, type FolderOptions } from "@aludel/core/node"

import type { Globals } from "./globals.ts"
import { registerResolveHooks } from "./resolve-hooks.ts"
import { refuseOtherVersions } from "./versions.ts"

/** A project: its configuration and its revisions. */
export interface Project {
  readonly cwd: string
  readonly config: LoadedConfig
  readonly source: RevisionSource
}

/** The folder to work in. */
export function workingFolder(globals: Globals): string {
  return resolve(globals.cwd ?? ".")
}

/** Finds the project that a command is about. No database is touched. */
export async function loadProject(globals: Globals): Promise<Project> {
  registerResolveHooks()
  const cwd = workingFolder(globals)
  const { config: path, name, url, defaultSchema } = globals
  const config = await loadConfig({ cwd, path, name, url, defaultSchema, env: process.env })
  refuseOtherVersions(config.folder)
  return { cwd, config, source: folder(config.migrations, { cwd, ...fileNames(config.settings) }) }
}

function fileNames({ fileName, language, recursive, slugLength, timeZone }: DatabaseConfig): FolderOptions {
  const template = fileName?.replace(/\.[cm]?[jt]s$/, "")
  return { template, recursive, slugLength, timeZone, extension: language === "js" ? ".js" : undefined }
}
