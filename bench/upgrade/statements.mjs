/** What the migration of a number does, the same for every tool. */
export function statements(number) {
  return [
    `create table "t${number}" ("id" integer not null, "name" text not null, "created_at" timestamptz default now() not null, constraint "pk_t${number}" primary key ("id"))`,
    `create index "ix_t${number}_name" on "t${number}" ("name")`,
  ]
}

/** The id of a revision: 12 digits. */
export function revisionId(number) {
  return String(number).padStart(12, "0")
}

/** A time for file names, a minute later for each number. */
export function stamp(number) {
  return new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString().replaceAll(/\D/g, "").slice(0, 14)
}
