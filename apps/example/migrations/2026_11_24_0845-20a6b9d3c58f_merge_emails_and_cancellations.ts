import { defineRevision } from "@aludel/core"

export default defineRevision({
  id: "20a6b9d3c58f",
  parents: ["b41d7c05e8aa", "f3920ed6714c"],
  message: "merge emails and cancellations",
  created: "2026-11-24T08:45:30Z",
  upgrade(op) {},
  downgrade(op) {},
})
