import { useRef, useState } from 'preact/hooks';
import { noProject } from '../../domain/task.ts';
import { countText, numeral, text } from '../../ui/i18n/texts.ts';
import type { RemainingProject } from '../../ui/tasks/project-figures.ts';
import { Age } from '../age.tsx';

/** Number of projects with a bar of their own at first, and number that "more" adds. */
const firstBars = 5;
const moreBars = 50;

interface Props {
  projects: readonly RemainingProject[];
  /** Epoch ms. */
  fetchedAt: number;
}

/** Remaining tasks of each project, most first. The other projects share one bar; it fades out if it is the longest. */
export function RemainingBars({ projects, fetchedAt }: Props) {
  const [bars, setBars] = useState(firstBars);
  const list = useRef<HTMLUListElement>(null);
  const top = projects.slice(0, bars);
  const others = projects.slice(bars);
  const left = others.reduce((sum, project) => sum + project.remaining, 0);
  const longest = Math.max(1, ...top.map((project) => project.remaining));
  const width = (remaining: number) => `${Math.min(1, remaining / longest) * 100}%`;
  const showMore = () => {
    setBars(bars + moreBars);
    list.current?.focus(); // the button is about to move, or to disappear
  };

  return (
    <section class="card">
      <div class="section-head">
        <h2 id="remaining">{text('dashboard_remaining')}</h2>
        <Age fetchedAt={fetchedAt} />
      </div>
      {projects.length === 0 && <p class="muted">{text('dashboard_none_left')}</p>}
      <ul class="bars" ref={list} tabIndex={-1} aria-labelledby="remaining">
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
            <span>
              <button type="button" class="link" onClick={showMore}>
                {countText('dashboard_more', others.length)}
              </button>
            </span>
            <i style={{ inlineSize: width(left) }} />
            <span class="count">{numeral(left)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
