import type { IncomingMessage, ServerResponse } from "node:http"
import { json } from "node:stream/consumers"

import type { Kysely } from "kysely"

import { reportConversions } from "./conversions.ts"
import { listHotels } from "./hotels.ts"
import { Refusal } from "./refusal.ts"
import { listReservations, reserve } from "./reservations.ts"
import { reservationRequest } from "./reservation-request.ts"
import type { Database } from "./schema.ts"

interface Route {
  readonly method: "GET" | "POST"
  readonly path: RegExp
  readonly status: number
  answer(db: Kysely<Database>, request: { readonly id: number; readonly body: unknown }): Promise<unknown>
}

const routes: readonly Route[] = [
  { method: "GET", path: /^\/hotels$/, status: 200, answer: (db) => listHotels(db) },
  {
    method: "POST",
    path: /^\/reservations$/,
    status: 201,
    answer: (db, { body }) => reserve(db, reservationRequest(body)),
  },
  {
    method: "GET",
    path: /^\/guests\/(\d+)\/reservations$/,
    status: 200,
    answer: (db, { id }) => listReservations(db, id),
  },
  { method: "POST", path: /^\/conversions\/report$/, status: 200, answer: (db) => reportConversions(db) },
]

/** Answers HTTP requests from the database. */
export function handler(db: Kysely<Database>, log: (line: string) => void) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(db, request)
      .catch((error: unknown) => {
        if (error instanceof Refusal) return { status: error.status, body: { error: error.message } }
        log(`${request.method} ${request.url}: ${error instanceof Error ? error.message : String(error)}`)
        return { status: 500, body: { error: "something went wrong here" } }
      })
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
      })
      .catch(() => response.destroy())
  }
}

async function answer(
  db: Kysely<Database>,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  const { pathname } = new URL(request.url ?? "/", "http://service")
  const route = routes.find(({ method, path }) => method === request.method && path.test(pathname))
  if (route === undefined) throw new Refusal(404, `there is no ${request.method} ${pathname}`)
  const id = Number(route.path.exec(pathname)?.[1])
  const body = request.method === "POST" ? await readBody(request) : undefined
  return { status: route.status, body: await route.answer(db, { id, body }) }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  if (request.headers["content-length"] === undefined || request.headers["content-length"] === "0")
    return undefined
  try {
    return await json(request)
  } catch {
    throw new Refusal(400, "the body is no JSON")
  }
}
