import pg from "pg"

const perStatement = 100

/** A fresh database with so many tables, each of 10 columns and 5 constraints and indexes; gives its URL. */
export async function makeDatabase(server, tables) {
  const name = `introspect_${tables}`
  await withClient(server, (client) => client.query(`create database ${name}`))
  const url = new URL(server)
  url.pathname = `/${name}`
  await withClient(url.href, async (client) => {
    for (let first = 0; first < tables; first += perStatement) {
      const numbers = Array.from(
        { length: Math.min(perStatement, tables - first) },
        (_, index) => first + index,
      )
      await client.query(numbers.map(table).join(""))
    }
    await client.query("vacuum analyze")
  })
  return url.href
}

function table(number) {
  return `
    create table t${number} (
      id bigint generated always as identity constraint pk_t${number} primary key,
      code varchar(20) not null constraint uq_t${number}_code unique,
      name text not null default 'x',
      note text,
      amount numeric(10,2) not null default 0,
      active boolean not null default true,
      created_at timestamptz not null default now(),
      updated_at timestamptz,
      payload jsonb not null default '{}',
      parent_id bigint constraint fk_t${number}_parent references t${Math.max(0, number - 1)} (id) on delete cascade,
      constraint ck_t${number}_amount check (amount >= 0)
    );
    create index ix_t${number}_created_at on t${number} (created_at desc, code);`
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
