/** For an option that takes several names between commas. */
export function collectNames(text: string): readonly string[] {
  return text.split(",").filter((name) => name !== "")
}
