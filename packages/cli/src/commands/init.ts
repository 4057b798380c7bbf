import { mkdirSync } from "node:fs"

import { type Command, Option } from "commander"

import { templates } from "../init/template.ts"
import { writeProject } from "../init/write-project.ts"
import { data, json, talk } from "../print/output.ts"
import { optionsOf } from "../project/globals.ts"
import { workingFolder } from "../project/project.ts"

interface InitOptions {
  readonly template: keyof typeof templates
}

/** `aludel init`: the files of a new project. */
export function init(program: Command): void {
  program
    .command("init")
    .description("write a configuration, a folder for revisions, and a schema to begin with")
    .argument("[folder]", "the folder for revisions", "migrations")
    .addOption(
      new Option("-t, --template <name>", "the language of what is written")
        .choices(Object.keys(templates))
        .default("typescript"),
    )
    .action((migrations: string, _: unknown, command: Command) => {
      const options = optionsOf<InitOptions>(command)
      const folder = workingFolder(options)
      mkdirSync(folder, { recursive: true })
      const template = templates[options.template]
      const project = writeProject(folder, migrations, template)
      if (options.json) return json(project)
      data(
        [
          ...project.written.map((path) => `wrote ${path}`),
          ...project.kept.map((path) => `kept ${path}`),
        ].join("\n"),
      )
      const install = project.install.length === 0 ? [] : [`  npm install ${project.install.join(" ")}`]
      const next = [
        ...install,
        `  edit ${template.schema}`,
        '  aludel revision --autogenerate -m "initial schema"',
        "  aludel upgrade",
      ]
      talk(options, ["Next:", ...next].join("\n"))
    })
}
