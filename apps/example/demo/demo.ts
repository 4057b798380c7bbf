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

function tell({ aludel, change, edit, query, revision, show, statement, write }: Project): void {
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
  statement("insert into hotels (name) values ('Hotel Adler'), ('Gasthof Krone')")
  statement("insert into conversions (hotel_id, kind) values (1, 'booking'), (2, 'request')")
  const hotels = query("select id, name from hotels order by id")
  const conversions = query("select * from conversions order by id")

  terminal.title("Change the declaration, generate, upgrade, take it back")
  change("schema.ts", withSlug)
  aludel(["revision", "--autogenerate", "-m", "hotels have a slug"])
  const { file: slugs } = revision("hotels_have_a_slug")
  show(slugs)
  aludel(["upgrade", "head"])
  aludel(["current"])
  query("select * from hotels order by id")
  aludel(["downgrade", "-1"])
  aludel(["current"])
  survived(query("select * from hotels order by id"), hotels)

  terminal.title("Edit the revision, so that the hotels which exist get a slug, and upgrade again")
  edit(slugs, (text) => addToUpgrade(text, fillSlugs))
  show(slugs)
  aludel(["upgrade", "head"])
  survived(query("select id, name from hotels where slug is not null order by id"), hotels)

  terminal.title("Meanwhile somebody else wrote a revision from the same parent")
  change("schema.ts", withGuests)
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
  query("select * from hotels order by id")
  survived(query("select id, name from hotels order by id"), hotels)
  survived(query("select * from conversions order by id"), conversions)

  terminal.title("Down to nothing, and up again")
  aludel(["downgrade", "base"])
  aludel(["current"])
  survived(query("select name from sqlite_master where tbl_name in ('hotels', 'conversions', 'guests')"), [])
  aludel(["upgrade", "head"])
  aludel(["current"])
  aludel(["check"])
  terminal.say("\nThe whole round. The tables are empty now: `downgrade base` drops them with their rows.")
}

function survived(found: readonly unknown[], expected: readonly unknown[]): void {
  const [are, were] = [JSON.stringify(found), JSON.stringify(expected)]
  if (are !== were) throw new WrongTurn(`there is ${are}, not ${were}`)
  terminal.say(expected.length === 0 ? "(nothing, as it should be)" : "(all as it was)")
}
