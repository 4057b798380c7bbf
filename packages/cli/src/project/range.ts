/** `FROM:TO` taken apart; a target alone is `to`, and a side left out is absent. */
export function range(text: string): { readonly from?: string; readonly to?: string } {
  const [first = "", second] = text.split(":")
  const [from, to] = second === undefined ? ["", first] : [first, second]
  return { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) }
}
