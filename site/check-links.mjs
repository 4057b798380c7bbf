// Every link of the built site leads to a page of it, and to a heading that is there. VitePress looks at pages only.
import { globSync, readFileSync } from "node:fs"
import { posix } from "node:path"
import { fileURLToPath } from "node:url"

const dist = fileURLToPath(new URL(".vitepress/dist", import.meta.url))
const pages = new Map(
  globSync("**/*.html", { cwd: dist }).map((path) => {
    const text = readFileSync(`${dist}/${path}`, "utf8")
    return [
      path.replaceAll("\\", "/"),
      { links: all(text, /<a [^>]*href="([^"]+)"/g), ids: all(text, / id="([^"]+)"/g) },
    ]
  }),
)

const dead = [...pages].flatMap(([path, { links }]) =>
  [...new Set(links)].filter((link) => !leads(path, link)).map((link) => `${path}: ${link}`),
)
for (const link of dead) console.error(`dead link in ${link}`)
if (dead.length > 0) process.exitCode = 1
else console.log(`the links of ${pages.size} pages lead somewhere`)

function leads(from, link) {
  if (/^https?:/.test(link)) return true
  const [to, anchor] = link.split("#")
  const path = to === "" ? from : posix.join(to.startsWith("/") ? "" : posix.dirname(from), to)
  const page = [path, `${path}.html`, posix.join(path, "index.html")]
    .map((each) => pages.get(each.replace(/^\//, "")))
    .find((each) => each !== undefined)
  return page !== undefined && (anchor === undefined || page.ids.includes(decodeURIComponent(anchor)))
}

function all(text, pattern) {
  return [...text.matchAll(pattern)].map(([, found]) => found)
}
