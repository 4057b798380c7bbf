/** Histories of about so many revisions. */
export const shapes = { line, branches, random }

/** Each revision above the one before. */
function line(size) {
  const history = writer()
  let tip = history.add([])
  while (history.headers.length < size) tip = history.add([tip])
  return history.headers
}

/** A base, a thousand branches of the same length (in a small history fewer), and merges in pairs up to one head. */
function branches(size) {
  const width = Math.min(1_000, size / 4)
  const history = writer()
  const base = history.add([])
  let tips = Array.from({ length: width }, () => history.add([base]))
  while (history.headers.length + 2 * width <= size) tips = tips.map((tip) => history.add([tip]))
  while (tips.length > 1) tips = pairs(tips).map((pair) => (pair.length === 1 ? pair[0] : history.add(pair)))
  return history.headers
}

/** A fifth of merges, of a head and another of the newest; a fifth of new branches; the others go on from a head. */
function random(size) {
  const history = writer()
  const next = numbers()
  const recent = () => history.headers.at(-1 - next(20))?.id ?? history.headers[0].id
  const heads = new Set([history.add([])])
  while (history.headers.length < size) {
    const kind = next(5)
    const head = [...heads][next(heads.size)]
    const parents = kind === 0 ? [...new Set([head, recent()])] : [kind === 1 ? recent() : head]
    for (const parent of parents) heads.delete(parent)
    heads.add(history.add(parents))
  }
  return history.headers
}

function writer() {
  const headers = []
  return {
    headers,
    add(parents) {
      // Ids that don't follow each other, as random ones don't.
      const id = ((headers.length * 2_654_435_761) % 2 ** 32).toString(16).padStart(12, "0")
      headers.push({
        id,
        parents,
        message: `make ${id}`,
        branchLabels: [],
        dependsOn: [],
        location: `${id}.ts`,
      })
      return id
    },
  }
}

function pairs(items) {
  return Array.from({ length: Math.ceil(items.length / 2) }, (_, at) => items.slice(2 * at, 2 * at + 2))
}

/** The same numbers in every run. */
function numbers() {
  let state = 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}
