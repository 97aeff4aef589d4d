import { language, text } from '../ui/i18n/texts.ts';
import { ageWording } from '../ui/time/age.ts';
import { dateTime } from '../ui/time/date-time.ts';
import { useNow } from '../ui/time/now.ts';

/** The age of the figures; empty while they are fresh. @param fetchedAt epoch ms */
export function Age({ fetchedAt }: { fetchedAt: number }) {
  const now = useNow(30_000);
  const wording = ageWording(now - fetchedAt, language());
  return (
    wording && (
      <time class="muted" dateTime={new Date(fetchedAt).toISOString()} title={dateTime(fetchedAt)}>
        {text('dashboard_as_of', wording)}
      </time>
    )
  );
}
