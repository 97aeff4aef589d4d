import { useMemo } from 'preact/hooks';
import { Failure } from '../../ui/controls/note.tsx';
import { countText, numeral, text } from '../../ui/i18n/texts.ts';
import type { useProjects } from '../../ui/state/mirror.ts';
import { burndown, remainingByProject } from '../../ui/tasks/project-figures.ts';
import { useToday } from '../../ui/time/today.ts';
import { Skeleton } from '../skeleton.tsx';
import { Burndown } from './burndown.tsx';
import { RemainingBars } from './remaining-bars.tsx';

/** The figures of all projects. Guests see them too. */
export function Dashboard({
  projects,
  onRetry,
}: {
  projects: ReturnType<typeof useProjects>;
  onRetry: () => void;
}) {
  const today = useToday();
  const { value, error, loading } = projects;
  const remaining = useMemo(() => remainingByProject(value.projects), [value.projects]);
  const months = useMemo(() => burndown(value.projects, today.slice(0, 7)), [value.projects, today]);
  const open = remaining.reduce((sum, project) => sum + project.remaining, 0);
  const thisMonth = months.at(-1);

  return (
    <>
      {error && (
        <div class="banner">
          <Failure error={error} onRetry={onRetry} />
        </div>
      )}
      {value.fetchedAt === null ? (
        loading && <Skeleton rows={4} />
      ) : (
        <>
          <dl class="card big">
            <Figure value={numeral(open)} label={countText('dashboard_open', open)} />
            <Figure
              value={numeral(remaining.length)}
              label={countText('dashboard_projects', remaining.length)}
            />
            {thisMonth && (
              <Figure
                value={numeral(thisMonth.added - thisMonth.completed, { signDisplay: 'exceptZero' })}
                label={text('dashboard_month')}
              />
            )}
          </dl>
          <RemainingBars projects={remaining} fetchedAt={value.fetchedAt} />
          {value.projects.length > 0 && <Burndown months={months} />}
        </>
      )}
    </>
  );
}

function Figure({ value, label }: { value: string; label: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
