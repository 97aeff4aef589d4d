/**
 * The present time in the form in which Cognito wants it signed, such as `Sat Nov 7 09:05:00 UTC 2026`. Replaces the
 * library's tables.
 */
export default class DateHelper {
  getNowString(): string {
    // ECMAScript fixes this text: `Sat, 07 Nov 2026 09:05:00 GMT`.
    return new Date().toUTCString().replace(/^(\w+), 0?(\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 UTC $4');
  }
}
