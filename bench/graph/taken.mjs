/** Prints how long the process has lived and the most memory that it had. */
export function taken(count) {
  const milliseconds = performance.now()
  const megabytes = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ count, milliseconds, megabytes }))
}
