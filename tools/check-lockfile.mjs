// Fails when pnpm-lock.yaml holds a Linux binary package without its macOS and Windows siblings.
import { readFileSync } from "node:fs"
const lock = readFileSync(new URL("../pnpm-lock.yaml", import.meta.url), "utf8")
const keys = new Set([...lock.matchAll(/^ {2}'?(@?[^@'\s]+)@([^:'(\s]+)'?:/gm)].map((m) => `${m[1]}@${m[2]}`))
const missing = [...keys].flatMap((key) => {
  const [, family, version] = /^(.*?)linux(?:-x64-gnu|-x64|-64)@(.+)$/.exec(key) ?? []
  if (!family) return []
  const has = (...hosts) => hosts.some((host) => keys.has(`${family}${host}@${version}`))
  return has("darwin-arm64") && has("win32-x64", "win32-x64-msvc", "windows-x64", "windows-64")
    ? []
    : [`${family}*@${version}`]
})
if (missing.length > 0) {
  console.error(
    `pnpm-lock.yaml lacks macOS or Windows binaries of:\n  ${missing.join("\n  ")}\nPin an older version of the tool.`,
  )
  process.exit(1)
}
