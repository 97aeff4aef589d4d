import { ageWording } from '../ui/age.ts';
import { moment } from '../ui/moment.ts';
import { useNow } from '../ui/moving-now.ts';
import { language, text } from '../ui/texts.ts';

/** How old the figures are; nothing while they are fresh. @param fetchedAt epoch ms */
export function Age({ fetchedAt }: { fetchedAt: number }) {
  const now = useNow(30_000);
  const said = ageWording(now - fetchedAt, language());
  return (
    said && (
      <time class="muted" dateTime={new Date(fetchedAt).toISOString()} title={moment(fetchedAt)}>
        {text('dashboard_as_of', said)}
      </time>
    )
  );
}
