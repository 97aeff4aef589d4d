import { text } from '../ui/i18n/texts.ts';

/** The shape of what is about to appear, for the first time only. */
export function Skeleton({ rows }: { rows: number }) {
  return (
    <div class="skeleton">
      <span class="visually-hidden" role="status">
        {text('loading')}
      </span>
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}
