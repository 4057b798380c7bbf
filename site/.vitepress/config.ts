import { readFileSync } from "node:fs"
import { posix } from "node:path"
import { fileURLToPath } from "node:url"

import { defineConfig } from "vitepress"

// The pages are those of docs/, as they are read in the repository; this turns them into a site.
const pages = new URL("../../docs/", import.meta.url)

/** The sidebar is what docs/README.md lists: a heading in bold, and the links below it. */
function sidebar() {
  const groups: { text: string; items: { text: string; link: string }[] }[] = []
  for (const line of readFileSync(new URL("README.md", pages), "utf8").split("\n")) {
    const [, heading] = /^\*\*(.*?)\*\*/.exec(line) ?? []
    const [, text, link] = /^- \[(.*?)\]\((.*?)\.md\)/.exec(line) ?? []
    if (heading !== undefined) groups.push({ text: heading, items: [] })
    if (text !== undefined && link !== undefined)
      groups.at(-1)?.items.push({ text, link: `/${link.replace(/README$/, "")}` })
  }
  return groups.filter(({ items }) => items.length > 0)
}

/** Links that lead out of docs/ become their words; those to a README lead to its folder. */
function adaptLinks(tokens: Token[], page: string): void {
  let dropped = false
  for (const token of tokens) {
    const link = token.type === "link_open" ? (token.attrGet("href") ?? "") : undefined
    if (link !== undefined) dropped = posix.join(page, "..", link).startsWith("..")
    if (link?.endsWith("/README.md") && !dropped) token.attrSet("href", link.replace(/README\.md$/, ""))
    if (!dropped || !token.type.startsWith("link_")) continue
    dropped = token.type === "link_open"
    Object.assign(token, { type: "text", tag: "", content: "", nesting: 0 })
  }
}

/** Of a token of markdown-it what is used here. */
interface Token {
  readonly type: string
  attrGet(name: string): string | null
  attrSet(name: string, value: string): void
}

export default defineConfig({
  lang: "en",
  title: "Aludel",
  description: "Schema migrations for TypeScript",
  srcDir: "../docs",
  rewrites: { "README.md": "index.md", ":folder/README.md": ":folder/index.md" },
  markdown: {
    // As GitHub makes them, so that links to headings lead there on both.
    anchor: {
      slugify: (heading) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
          .replaceAll(" ", "-"),
    },
    config(markdown) {
      markdown.core.ruler.push("outside", ({ tokens, env }) => {
        for (const { children } of tokens) adaptLinks(children ?? [], env.relativePath)
      })
    },
  },
  // The pages lie outside of this folder, from where nothing is found.
  vite: {
    resolve: {
      alias: ["vue/server-renderer", "vue"].map((find) => ({
        find: new RegExp(`^${find}$`),
        replacement: fileURLToPath(new URL(`../node_modules/${find}`, import.meta.url)),
      })),
    },
  },
  lastUpdated: false,
  themeConfig: {
    sidebar: sidebar(),
    search: { provider: "local" },
    outline: [2, 3],
  },
})
