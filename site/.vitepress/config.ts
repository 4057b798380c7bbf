import { readFileSync } from "node:fs"
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

export default defineConfig({
  title: "Aludel",
  description: "Schema migrations for TypeScript",
  srcDir: "../docs",
  rewrites: { "README.md": "index.md", ":folder/README.md": ":folder/index.md" },
  // Pages may lead to files of the repository; that those are there is tested with all other links.
  ignoreDeadLinks: [
    /^(?:\.\/)?(?:\.\.\/)+(?:README|ARCHITECTURE|CONTRIBUTING|LICENSE|packages|apps|examples|bench)/,
  ],
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
