/** The calendar day of a moment on this machine's own calendar, `YYYY-MM-DD`. */
export function localDay(at: number | Date): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
