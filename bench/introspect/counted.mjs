import { connect, createServer } from "node:net"

/** Lends a URL that leads to the same database and counts the queries on their way; gives what the work does, and their number. */
export async function counted(url, work) {
  const { hostname, port } = new URL(url)
  let queries = 0
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ]) {
      from.pipe(to)
      from.on("error", () => to.destroy())
    }
    const count = messages()
    client.on("data", (chunk) => (queries += count(chunk)))
  })
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  const detour = new URL(url)
  detour.hostname = "127.0.0.1"
  detour.port = String(proxy.address().port)
  try {
    const found = await work(detour.href)
    return { ...found, queries }
  } finally {
    proxy.close()
  }
}

/**
 * Counts the queries in what a client sends: messages `Q` (a simple query) and `E` (one that is executed). The first messages
 * have no letter before their length.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
function messages() {
  let rest = Buffer.alloc(0)
  let isStarted = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    let found = 0
    for (;;) {
      const head = isStarted ? 1 : 0
      if (rest.length < head + 4) return found
      const length = head + rest.readInt32BE(head)
      if (rest.length < length) return found
      if (isStarted && (rest[0] === 0x51 || rest[0] === 0x45)) found++
      // What only asks whether the connection could be encrypted is followed by the true beginning.
      if (!isStarted) isStarted = rest.readInt32BE(4) === 196_608 || length !== 8
      rest = rest.subarray(length)
    }
  }
}
