import { useRef, useState } from 'preact/hooks';
import { noProject } from '../../domain/task.ts';
import { countText, numeral, text } from '../../ui/i18n/texts.ts';
import type { RemainingProject } from '../../ui/tasks/project-figures.ts';
import { Age } from '../age.tsx';

/** Projects with a bar of their own to begin with, and those that each request for more adds. */
const firstBars = 5;
const moreBars = 50;

interface Props {
  projects: readonly RemainingProject[];
  /** Epoch ms. */
  fetchedAt: number;
}

/** Tasks left in each project, most first. The others share a bar, which fades out where it would be the longest. */
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
    list.current?.focus(); // the button is about to go further down, or away
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
