/** A hundred tasks of ten projects over twelve months, seventy of them completed. They fill a dashboard well. */
import type { FileTask } from '../../../domain/task.ts';

export type SampleTask = Pick<FileTask, 'name' | 'project' | 'due' | 'createdOn' | 'completedOn'>;

const day = 24 * 60 * 60 * 1000;
const months = 12;

/** Ten tasks of each project, in the order of their creation; the last `open` of them are not completed. */
const projects: { project: string; open: number; names: string[] }[] = [
  {
    project: 'Development',
    open: 6,
    names: [
      'Split the settings page in two',
      'Cache the project summary',
      'Move the burndown to SVG',
      'Drop the old date picker',
      'Name the background chunks',
      'Review pull request 482',
      'Retry calls after a network change',
      'Profile the side panel with ten thousand tasks',
      'Replace the polling by a push',
      'Type the messages between the pages',
    ],
  },
  {
    project: 'Deployment',
    open: 5,
    names: [
      'Automate the release build',
      'Rotate the deploy keys',
      'Write the roll-back checklist',
      'Alarm on failed deployments',
      'Stage the new identity pool',
      'Shorten the pipeline to ten minutes',
      'Pin the build image',
      'Sign the packages',
      'Rehearse the recovery of the tables',
      'Move the logs to thirty days',
    ],
  },
  {
    project: 'QA',
    open: 4,
    names: [
      'Collect the regressions of the last release',
      'Test the keyboard on every page',
      'Add a slow network to the test plan',
      'Check the dark theme for contrast',
      'Try the panel with a screen reader',
      'Break the clock by twenty minutes',
      'Load test for the projects API with ten thousand guests',
      'Test in Firefox ESR',
      'Kill the worker at every step',
      'Verify the export with a full account',
    ],
  },
  {
    project: 'Support',
    open: 4,
    names: [
      'Sort the open tickets',
      'Answer the security questionnaire',
      'Explain guest access in the help pages',
      'Rotate the demo account',
      'Draft an answer to lost codes',
      'Publish the status page',
      'Translate the welcome mail',
      'Call back the first ten teams',
      'Record a two-minute tour',
      'List the questions of this month',
    ],
  },
  {
    project: 'Release',
    open: 3,
    names: [
      'Choose the version scheme',
      'Prepare the store listing',
      'Take new screenshots',
      'Write release notes',
      'Renew the signing certificate',
      'Ask three teams to try the beta',
      'Update the change log',
      'Submit to both stores',
      'Announce the release',
      'Plan the next one',
    ],
  },
  {
    project: 'Design',
    open: 3,
    names: [
      'Draw the empty states',
      'Agree on one accent colour',
      'Sketch the confirm step',
      'Size the icons for the toolbar',
      'Mirror the layout for Arabic',
      'Set the type scale',
      'Test the panel at 200 % zoom',
      'Redraw the burndown legend',
      'Simplify the add form',
      'Write the tone of voice',
    ],
  },
  {
    project: 'Documentation',
    open: 2,
    names: [
      'Outline the deployment guide',
      'Describe every permission',
      'Draw the flow of one call',
      'Explain the configuration file',
      'List the error codes',
      'Add a page for contributors',
      'Check all links',
      'Show how to bring your own pool',
      'Write the threat model',
      'Shorten the introduction',
    ],
  },
  {
    project: 'Security',
    open: 2,
    names: [
      'Review who may ask what',
      'Search the logs for secrets',
      'Narrow the guest role',
      'Test a tampered body',
      'Rehearse a revoked token',
      'Audit the dependencies',
      'Answer the penetration test',
      'Seal the cached tasks',
      'Limit the failed sign-ins',
      'Renew the disclosure policy',
    ],
  },
  {
    project: 'Research',
    open: 1,
    names: [
      'Interview five teams',
      'Compare the ways to capture a page',
      'Measure the first paint',
      'Read the accessibility reports',
      'Try passkeys for sign-in',
      'Count the clicks to a task',
      'Watch a first-time user',
      'Summarise the survey',
      'Estimate the cost a month',
      'Collect wishes for the omnibox',
    ],
  },
  {
    project: 'Onboarding',
    open: 0,
    names: [
      'Write the first-run page',
      'Shorten the registration',
      'Show the password rules early',
      'Keep the confirm step open',
      'Greet in the side panel',
      'Offer sample tasks',
      'Explain the badge',
      'Link the keyboard shortcuts',
      'Ask for one permission at a time',
      'Thank the early users',
    ],
  },
];

/**
 * The sample tasks for a day: the oldest is a year old, none is in the future, the open ones are due around the day.
 *
 * @param now epoch ms
 */
export function sampleTasks(now: number): SampleTask[] {
  const today = new Date(now).toISOString().slice(0, 10);
  const tasksPerProject = 10;
  return Array.from({ length: projects.length * tasksPerProject }, (_, index) => {
    // The projects take turns, so that each one covers the whole year.
    const { project, open, names } = projects[index % projects.length] as (typeof projects)[number]; // within the list
    const place = Math.floor(index / projects.length);
    const createdOn = earlier(createdOnOf(index, now), today);
    const done = place < tasksPerProject - open;
    const dueOn = done ? addDays(createdOn, 14) : addDays(today, ((index * 5) % 25) - 3);
    return {
      name: names[place] ?? project,
      project,
      due: dueOn,
      createdOn,
      completedOn: done ? earlier(addDays(createdOn, 25 + ((index * 53) % 150)), today) : '',
    };
  });
}

/** More tasks early in the year than late, so that the burndown goes down; the last in the month of `now`. */
function createdOnOf(index: number, now: number): string {
  const date = new Date(now);
  const monthsBack = months - 1 - Math.floor(months * (index / 100) ** 2.2);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsBack, 1);
  return isoDay(first + ((index * 7) % 28) * day);
}

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
const addDays = (from: string, days: number): string => isoDay(Date.parse(from) + days * day);
const earlier = (a: string, b: string): string => (a < b ? a : b);
