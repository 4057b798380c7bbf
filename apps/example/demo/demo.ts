// The main job of Aludel, told with the real command on a fresh SQLite file.
import { addToUpgrade, fillRevision } from "./edits.ts"
import { createProject, WrongTurn, type Project } from "./project.ts"
import { terminal } from "./terminal.ts"
import { fillSlugs, first, guests, withGuests, withSlug } from "./texts.ts"

const project = createProject()
try {
  tell(project)
} catch (error) {
  if (!(error instanceof WrongTurn)) throw error
  console.error(`\nThe demo failed: ${error.message}.`)
  process.exitCode = 1
} finally {
  project.remove()
}

function tell({ aludel, edit, query, revision, show, write }: Project): void {
  const hotels = "select * from hotels"

  terminal.title("A new project")
  aludel(["init"])

  terminal.title("Declare the schema, generate the first revision, review it, run it")
  write("schema.ts", first)
  show("schema.ts")
  aludel(["revision", "--autogenerate", "-m", "initial schema"])
  const { id: initial, file } = revision("initial_schema")
  show(file)
  aludel(["upgrade", "head"])
  aludel(["current"])

  terminal.title("Rows that must survive all that follows")
  query("insert into hotels (name) values ('Hotel Adler'), ('Gasthof Krone')")
  query("insert into conversions (hotel_id, kind) values (1, 'booking'), (2, 'request')")

  terminal.title("Change the declaration, generate, upgrade, take it back")
  write("schema.ts", withSlug)
  terminal.say("(schema.ts: hotels get `slug: t.text().nullable()`)")
  aludel(["revision", "--autogenerate", "-m", "hotels have a slug"])
  const { file: slugs } = revision("hotels_have_a_slug")
  show(slugs)
  aludel(["upgrade", "head"])
  aludel(["current"])
  query(hotels)
  aludel(["downgrade", "-1"])
  aludel(["current"])
  survived(query(hotels).length, 2)

  terminal.title("Edit the revision, so that the hotels which exist get a slug, and upgrade again")
  edit(slugs, (text) => addToUpgrade(text, fillSlugs))
  show(slugs)
  aludel(["upgrade", "head"])
  survived(query("select * from hotels where slug is not null").length, 2)

  terminal.title("Meanwhile somebody else wrote a revision from the same parent")
  write("schema.ts", withGuests)
  terminal.say("(schema.ts: a table `guests` is declared)")
  aludel(["revision", "-m", "guests", "--head", initial, "--splice"])
  const { file: other } = revision("guests")
  edit(other, (text) => fillRevision(text, guests))
  show(other)
  aludel(["heads"])

  terminal.title("Two heads: which one is meant is not guessed")
  aludel(["upgrade", "head"], { exit: 1 })

  terminal.title("Merge the branches")
  aludel(["merge", "heads", "-m", "merge slugs and guests"])
  show(revision("merge_slugs_and_guests").file)
  aludel(["upgrade", "head"])
  aludel(["current"])
  aludel(["history", "--verbose"])
  aludel(["check"])
  survived(query(hotels).length, 2)
  survived(query("select * from conversions").length, 2)

  terminal.title("Down to nothing, and up again")
  aludel(["downgrade", "base"])
  aludel(["current"])
  query(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name not like 'aludel%'",
  )
  aludel(["upgrade", "head"])
  aludel(["current"])
  aludel(["check"])
  terminal.say(
    "\nThat is the whole round. The tables are empty now: `downgrade base` drops them with their rows, as it says.",
  )
}

function survived(found: number, expected: number): void {
  if (found !== expected) throw new WrongTurn(`${found} rows are left, not ${expected}`)
  terminal.say(`(all ${expected} rows are there)`)
}
