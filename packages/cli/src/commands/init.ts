import { mkdirSync } from "node:fs"

import { type Command, Option } from "commander"

import { fromTemplate, templates } from "../init/template.ts"
import { refuseConfigured, writeProject } from "../init/write-project.ts"
import { data, json, talk } from "../print/output.ts"
import { optionsOf } from "../project/globals.ts"
import { workingFolder } from "../project/project.ts"

interface InitOptions {
  readonly template: keyof typeof templates | "kysely"
}

/** `aludel init`: the files of a new project, or what joins a project that has Kysely. */
export function init(program: Command): void {
  program
    .command("init")
    .description("write a configuration, a folder for revisions, and a schema to begin with")
    .argument("[folder]", "the folder for revisions (default: migrations)")
    .addOption(
      new Option(
        "-t, --template <name>",
        "the language of what is written; kysely joins a project that has Kysely and a database",
      )
        .choices([...Object.keys(templates), "kysely"])
        .default("typescript"),
    )
    .action(async (migrations: string | undefined, _: unknown, command: Command) => {
      const options = optionsOf<InitOptions>(command)
      const folder = workingFolder(options)
      refuseConfigured(folder)
      const project =
        options.template === "kysely"
          ? await (await import("../init/join-kysely.ts")).joinKysely(folder, migrations)
          : fromTemplate(folder, options.template, migrations ?? "migrations")
      mkdirSync(folder, { recursive: true })
      const result = writeProject(folder, project)
      if (options.json) return json(result)
      talk(options, result.found.map((each) => `found ${each}`).join("\n"))
      data(
        [...result.written.map((path) => `wrote ${path}`), ...result.kept.map((path) => `kept ${path}`)].join(
          "\n",
        ),
      )
      const install = result.install.length === 0 ? [] : [`npm install ${result.install.join(" ")}`]
      talk(options, ["Next:", ...[...install, ...result.next].map((line) => `  ${line}`)].join("\n"))
    })
}
