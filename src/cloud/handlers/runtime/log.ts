/** Logs one line of JSON for each request or event. It contains no ids, no addresses and no personal data. */
export function log(line: Record<string, string | number>): void {
  console.log(JSON.stringify(line));
}
