/** The README of a folder of revisions: the commands of every day. */
export const readme = `# Migrations

Every file here is a revision: what it does to the database, and how that is taken back. Revisions know their parents;
the file's name counts for nothing.

| to | type |
|---|---|
| write a revision from what changed in the schema | \`aludel revision --autogenerate -m "add guests"\` |
| write an empty one, for data or by hand | \`aludel revision -m "fill in codes"\` |
| bring the database up to date | \`aludel upgrade\` |
| take the last revision back | \`aludel downgrade -1\` |
| see what the database is at | \`aludel current\` |
| see all revisions | \`aludel history --verbose\` |
| join two branches that came together in git | \`aludel merge -m "join"\`, then \`aludel upgrade\` |
| make sure of everything, in CI | \`aludel check\` |
| see the SQL without running it | \`aludel upgrade --sql\` |

Read a generated revision before you run it, and commit it together with the change of the schema.
Never edit a revision that has run somewhere else than on your own machine: write another one.
`
