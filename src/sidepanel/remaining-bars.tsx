import { noProject } from '../contract/task.ts';
import type { RemainingProject } from '../ui/project-figures.ts';
import { countText, numeral, text } from '../ui/texts.ts';

/** Projects with a bar of their own; the others share one. */
const mostBars = 5;

/** Tasks left in each project, most first. All others share a bar, which fades out where it would be the longest. */
export function RemainingBars({ projects }: { projects: readonly RemainingProject[] }) {
  const top = projects.slice(0, mostBars);
  const others = projects.slice(mostBars);
  const left = others.reduce((sum, project) => sum + project.remaining, 0);
  const longest = Math.max(1, ...top.map((project) => project.remaining));
  const width = (remaining: number) => `${Math.min(1, remaining / longest) * 100}%`;

  return (
    <section class="card">
      <h2>{text('dashboard_remaining')}</h2>
      {projects.length === 0 && <p class="muted">{text('dashboard_none_left')}</p>}
      <ul class="bars">
        {top.map(({ project, remaining }) => (
          <li key={project}>
            <span class="project" title={project}>
              {project === noProject ? text('dashboard_no_project') : project}
            </span>
            <i style={{ inlineSize: width(remaining) }} />
            <span class="count">{numeral(remaining)}</span>
          </li>
        ))}
        {others.length > 0 && (
          <li class={left > longest ? 'others beyond' : 'others'}>
            <span>{countText('dashboard_more', others.length)}</span>
            <i style={{ inlineSize: width(left) }} />
            <span class="count">{numeral(left)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
