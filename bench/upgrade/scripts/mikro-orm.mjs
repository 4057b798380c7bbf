import { Migrator } from "@mikro-orm/migrations"
import { EntitySchema, MikroORM } from "@mikro-orm/postgresql"

const Nothing = new EntitySchema({ name: "Nothing", properties: { id: { type: "number", primary: true } } })
const orm = await MikroORM.init({
  clientUrl: process.env.DATABASE_URL,
  entities: [Nothing],
  extensions: [Migrator],
  migrations: { path: "migrations", glob: "!(*.d).js", snapshot: false },
  logger: () => {},
})
await orm.migrator.up()
await orm.close(true)
