export { serverUser } from "./binaries.ts"
export { createDatabase } from "./database.ts"
export { freePort, startPostgres, type PostgresServer, type ServerOptions } from "./server.ts"
export { installedMajor, installMajor } from "./majors.ts"
