import { existsSync } from "node:fs"
import { resolve } from "node:path"

import type { DatabaseConfig } from "@aludel/config"
import {
  afterWrite,
  loadConfig,
  type LoadedConfig,
  type LoadOptions,
  revisionTemplate,
} from "@aludel/config/node"
import { AludelError, type NewRevisionOptions, type RevisionSource } from "@aludel/core"
import { folder, type FolderOptions } from "@aludel/core/node"

import { readEnvironmentFile } from "./environment-file.ts"
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

// Else the configuration of a folder above would be taken for that of one that is not there.
function refuseMissing(cwd: string): void {
  if (existsSync(cwd)) return
  throw new AludelError("config/not-found", `There is no folder ${cwd}.`, {
    hint: "Check --cwd; it is relative to the folder in which the command is started.",
  })
}

/** How a command's configuration is looked for; reads the environment's file, and lets the project's packages be found. */
export function configOptions(globals: Globals): LoadOptions {
  registerResolveHooks()
  const cwd = workingFolder(globals)
  refuseMissing(cwd)
  readEnvironmentFile(cwd, globals.envFile)
  const { config: path, name, url, defaultSchema, x } = globals
  return { cwd, path, name, url, defaultSchema, x, env: process.env }
}

/** Finds the project that a command is about. No database is touched. */
export async function loadProject(globals: Globals): Promise<Project> {
  const config = await loadConfig(configOptions(globals))
  refuseOtherVersions(config.folder)
  return projectOf(config)
}

/** The project of a configuration. */
export function projectOf(config: LoadedConfig): Project {
  const { cwd } = config.options
  const options = {
    cwd,
    ...fileNames(config.settings),
    afterWrite: (path: string) => afterWrite(config, path),
  }
  return { cwd, config, source: folder(config.migrations, options) }
}

function fileNames({ fileName, language, recursive, slugLength, timeZone }: DatabaseConfig): FolderOptions {
  const template = fileName?.replace(/\.[cm]?[jt]s$/, "")
  return { template, recursive, slugLength, timeZone, extension: language === "js" ? ".js" : undefined }
}

/** How the configuration has new revision files written. */
export async function fileStyle(
  config: LoadedConfig,
): Promise<Pick<NewRevisionOptions, "language" | "template">> {
  return { language: config.settings.language, template: await revisionTemplate(config) }
}
