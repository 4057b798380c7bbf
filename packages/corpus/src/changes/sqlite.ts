import { quoteName, type Schema, type SchemaNode } from "@aludel/core/dialect"

import type { Draw } from "./draw.ts"

/** A statement that changes a schema of SQLite at random; SQLite may refuse it. */
export function randomChange({ nodes }: Schema, draw: Draw, number: number): string {
  const node = draw.one(nodes)
  const changes = changesOf(node, draw, number)
  return draw.one(changes.length === 0 ? newObjects(nodes, draw, number) : changes)
}

function changesOf(node: SchemaNode, draw: Draw, number: number): readonly string[] {
  if (node.kind === "table") {
    const on = `alter table ${quoteName(node.name)}`
    return [
      `drop table ${quoteName(node.name)}`,
      `${on} rename to "renamed ${number}"`,
      `${on} add column "new ${number}" ${draw.one(newColumns)}`,
      `${on} add column "new ${number}" ${draw.one(newColumns)}`,
    ]
  }
  if (node.kind === "column") {
    const on = `alter table ${quoteName(node.table)}`
    const name = quoteName(node.name)
    return [
      `${on} drop column ${name}`,
      `${on} rename column ${name} to "renamed ${number}"`,
      `create index "ix ${number}" on ${quoteName(node.table)} (${name}${draw.one(["", " desc", " collate nocase"])})${draw.one(["", ` where ${name} is not null`])}`,
      `create unique index "ix ${number}" on ${quoteName(node.table)} (${name})`,
      `create trigger "tr ${number}" after update of ${name} on ${quoteName(node.table)} begin select 1; end`,
      `create view "v ${number}" as select ${name} from ${quoteName(node.table)}`,
    ]
  }
  if (node.kind === "index") return [`drop index ${quoteName(node.name)}`]
  if (node.kind === "defined") return [`drop ${node.type} ${quoteName(node.name)}`]
  return []
}

const newColumns = [
  "integer",
  "text not null default 'x'",
  "numeric(10, 2)",
  "text collate nocase",
  "integer check (true)",
  "text generated always as (upper('a'))",
  "datetime default null",
] as const

function newObjects(nodes: readonly SchemaNode[], draw: Draw, number: number): readonly string[] {
  const tables = nodes.filter((node) => node.kind === "table")
  const name = `"new ${number}"`
  const made = [
    `create table ${name} (id integer primary key autoincrement, code text not null unique, at datetime default current_timestamp)`,
    `create table ${name} (a text, b integer, primary key (a, b)) without rowid`,
    `create table ${name} (a text, b integer check (b > 0)) strict`,
  ]
  if (tables.length === 0) return made
  const table = quoteName(draw.one(tables).name)
  return [
    ...made,
    `create table ${name} (id integer primary key, other integer references ${table} on delete cascade)`,
    `create view ${name} as select count(*) as n from ${table}`,
  ]
}
