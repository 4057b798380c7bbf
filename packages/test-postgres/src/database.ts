import { randomBytes } from "node:crypto"
import { Client } from "pg"

/**
 * Makes a fresh, empty database on the server of `url` and returns its URL.
 * It is never dropped: `pool.end()` resolves before the sockets are closed, and a forced drop would then raise 57P01 in the test.
 */
export async function createDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(6).toString("hex")}`
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const fresh = new URL(url)
  fresh.pathname = `/${name}`
  return fresh.href
}
