import { connect, createServer, type AddressInfo, type Socket } from "node:net"

/** Where a wire is cut: at which message of either side, counted from 1 over all connections, before or after it passes. */
export interface Cut {
  readonly message: number
  readonly when: "before" | "after"
}

/** A place between clients and a server that hands over message by message. */
export interface Proxy {
  /** The server's URL, with this place in it. */
  readonly url: string
  /** How many messages have come. */
  messages(): number
  /** Whether the wire was cut. */
  isCut(): boolean
  close(): Promise<void>
}

/**
 * Stands between clients and a PostgreSQL server; where it is told to it cuts all connections at once, and those that
 * come later too.
 *
 * @param cut Default: never
 */
export async function startProxy(server: string, cut?: Cut): Promise<Proxy> {
  const { hostname, port } = new URL(server)
  const sockets = new Set<Socket>()
  let messages = 0
  let isCut = false
  const sever = () => {
    isCut = true
    for (const socket of sockets) socket.destroy()
  }
  const listener = createServer({ noDelay: true }, (client) => {
    if (isCut) return void client.destroy()
    const upstream = connect({ host: hostname, port: Number(port), noDelay: true })
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on("error", () => {})
      socket.on("close", () => sockets.delete(socket))
    }
    client.on("close", () => upstream.destroy())
    upstream.on("close", () => client.destroy())
    const pass = (to: Socket) => (message: Buffer) => {
      if (isCut) return
      messages += 1
      if (cut?.message !== messages) return void to.write(message)
      if (cut.when === "before") return sever()
      to.write(message, sever)
      // What comes behind it does not pass.
      isCut = true
    }
    client.on("data", splitter(true, pass(upstream)))
    upstream.on("data", splitter(false, pass(client)))
  })
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve))
  const url = new URL(server)
  url.hostname = "127.0.0.1"
  url.port = String((listener.address() as AddressInfo).port)
  return {
    url: url.href,
    messages: () => messages,
    isCut: () => isCut,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        listener.close(() => resolve())
      }),
  }
}

/**
 * Splits a stream into messages: a letter and a length, but for the first one of a client, which has no letter.
 * https://www.postgresql.org/docs/18/protocol-overview.html#PROTOCOL-MESSAGE-CONCEPTS
 */
function splitter(startsBare: boolean, give: (message: Buffer) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let isBare = startsBare
  return (data) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data])
    for (;;) {
      const head = isBare ? 0 : 1
      if (rest.length < head + 4) return
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return
      give(rest.subarray(0, end))
      rest = rest.subarray(end)
      isBare = false
    }
  }
}
