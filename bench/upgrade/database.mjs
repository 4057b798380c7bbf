import pg from "pg"

let made = 0

/** A fresh database on the server; gives its URL. */
export async function freshDatabase(server, template) {
  const name = `upgrade_${++made}`
  await withClient(server, (client) =>
    client.query(`create database ${name}${template === undefined ? "" : ` template ${template}`}`),
  )
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Lends a connection. */
export async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
