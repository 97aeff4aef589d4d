/** The monthly cost of an active user, from the prices that `npm run deploy` shows and assumptions about their use. */
import { estimateCost, prices } from '../deploy/cost.ts';

/** A busy user's month. */
export const assumed = {
  days: 20,
  changesADay: 10,
  /** Each time the panel is opened it fetches the changes and the dashboard. */
  openingsADay: 8,
  /** A year's changes with their index rows, and a month's records of changes. */
  storedMb: 4,
} as const;

export interface CostLine {
  what: string;
  /** US dollars a month. */
  dollars: number;
}

export function costOfUser(): CostLine[] {
  const { millionChanges, millionLists, millionProjects } = estimateCost(new Map());
  const changes = assumed.days * assumed.changesADay;
  const openings = assumed.days * assumed.openingsADay;
  return [
    { what: `${changes} changes of tasks`, dollars: (changes * millionChanges) / 1e6 },
    { what: `${openings} lists`, dollars: (openings * millionLists) / 1e6 },
    { what: `${openings} dashboards`, dollars: (openings * millionProjects) / 1e6 },
    {
      what: `${assumed.storedMb} MB of rows with their back-up`,
      dollars: (assumed.storedMb / 1000) * (prices.tableGbMonth + prices.backupGbMonth),
    },
    { what: 'signing in (Essentials, beyond the first 10,000 users)', dollars: prices.activeUser },
  ];
}

export function costTable(lines: readonly CostLine[]): string {
  const all = lines.reduce((sum, { dollars }) => sum + dollars, 0);
  const row = (what: string, dollars: number) => `| ${what} | ${dollars.toFixed(4)} |`;
  return [
    '| a user, a month | US $ |',
    '|---|--:|',
    ...lines.map((one) => row(one.what, one.dollars)),
    row('**together**', all),
  ].join('\n');
}
