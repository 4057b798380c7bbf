import { hostname, userInfo } from "node:os"

/** Who runs the command, for the history's log: `anna@build-7`. */
export function actor(): string {
  return `${userName()}@${hostname()}`
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `user-${process.getuid?.() ?? "unknown"}` // in a container the user may have no name
  }
}
