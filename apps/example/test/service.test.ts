import { describe, expect, it, onTestFinished } from "vitest"

import { startService } from "../src/service.ts"
import { engines, type Place } from "./engines.ts"

describe.each(engines)("the service on $engine", ({ place }) => {
  it("upgrades its database when it starts, and has nothing to do the next time", async () => {
    const where = await place()
    const first = await start(where)
    expect(first.lines).toEqual([
      "database: initial schema (535b70e85b64)",
      "database: drop and recreate conversions tables (8c1f0a3be972)",
      "database: guests have an email (b41d7c05e8aa)",
      "database: reservations can be cancelled (f3920ed6714c)",
      "database: merge emails and cancellations (20a6b9d3c58f)",
    ])
    const second = await start(where)
    expect(second.lines).toEqual([])
  })

  it("may start several times at once", async () => {
    const where = await place()
    const services = await Promise.all([start(where), start(where), start(where)])
    expect(services.map(({ lines }) => lines.length).toSorted((a, b) => a - b)).toEqual([0, 0, 5])
  })

  it("lists the hotels", async () => {
    const { get } = await start(await place())
    expect(await get("/hotels")).toEqual({
      status: 200,
      body: [
        { code: "adler", name: "Hotel Adler", rooms: 2, price: 120, currency: "EUR" },
        { code: "krone", name: "Gasthof Krone", rooms: 1, price: 85.5, currency: "CHF" },
      ],
    })
  })

  it("makes reservations and reports each conversion once", async () => {
    const { get, post } = await start(await place())
    const stay = { arrival: "2027-03-01", departure: "2027-03-04" }
    expect(
      await post("/reservations", {
        hotel: "krone",
        guest: { name: "Ada", email: "ada@example.org" },
        ...stay,
      }),
    ).toEqual({ status: 201, body: { id: 1, guest: 1, amount: 256.5, currency: "CHF" } })
    expect(
      await post("/reservations", {
        hotel: "adler",
        guest: { name: "Ada", email: "ada@example.org" },
        arrival: "2027-05-01",
        departure: "2027-05-02",
        notes: "late",
      }),
    ).toEqual({ status: 201, body: { id: 2, guest: 1, amount: 120, currency: "EUR" } })
    expect(await get("/guests/1/reservations")).toEqual({
      status: 200,
      body: [
        { id: 2, hotel: "adler", arrival: "2027-05-01", departure: "2027-05-02", notes: "late" },
        { id: 1, hotel: "krone", ...stay, notes: null },
      ],
    })
    expect(await post("/conversions/report")).toEqual({
      status: 200,
      body: [
        { reference: "r-1", hotel: "krone", kind: "booking", amount: 256.5, currency: "CHF" },
        { reference: "r-2", hotel: "adler", kind: "booking", amount: 120, currency: "EUR" },
      ],
    })
    expect(await post("/conversions/report")).toEqual({ status: 200, body: [] })
  })

  it("gives the last room to one guest only", async () => {
    const { post } = await start(await place())
    const stay = { hotel: "krone", arrival: "2027-03-01", departure: "2027-03-04" }
    const answers = await Promise.all(
      ["Ada", "Ben", "Cleo"].map((name) => post("/reservations", { ...stay, guest: { name } })),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toEqual({
      error: "Gasthof Krone is full then",
    })
    const next = { ...stay, arrival: "2027-03-04", departure: "2027-03-05", guest: { name: "Ben" } }
    expect((await post("/reservations", next)).status).toBe(201)
  })

  it("tells a client what is wrong", async () => {
    const { get, post } = await start(await place())
    const request = { hotel: "adler", guest: { name: "Ada" }, arrival: "2027-03-01", departure: "2027-03-02" }
    expect([
      await get("/nowhere"),
      await post("/reservations", { ...request, hotel: "nope" }),
      await post("/reservations", { ...request, guest: {} }),
      await post("/reservations", { ...request, departure: "2027-03-01" }),
      await post("/reservations", { ...request, arrival: "tomorrow" }),
    ]).toEqual([
      { status: 404, body: { error: "there is no GET /nowhere" } },
      { status: 404, body: { error: "there is no hotel nope" } },
      { status: 400, body: { error: "guest.name: a name is needed" } },
      { status: 400, body: { error: "departure: must be after the arrival" } },
      { status: 400, body: { error: "arrival: a day is needed, as 2026-11-18" } },
    ])
  })
})

async function start(where: Place) {
  const lines: string[] = []
  const service = await startService({ ...where, port: 0 }, (line) => lines.push(line))
  onTestFinished(() => service.stop())
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(`${service.url}${path}`, init)
    return { status: response.status, body: await response.json() }
  }
  return {
    lines,
    get: (path: string) => ask(path, {}),
    post: (path: string, body?: unknown) =>
      ask(path, { method: "POST", ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
  }
}
