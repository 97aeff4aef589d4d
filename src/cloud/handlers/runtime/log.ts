/** One line of JSON for each request or event: no ids, no addresses, nothing of a person. */
export function log(line: Record<string, string | number>): void {
  console.log(JSON.stringify(line));
}
