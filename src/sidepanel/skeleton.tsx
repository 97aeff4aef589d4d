import { text } from '../ui/i18n/texts.ts';

/** A placeholder in the shape of the list, for the first load only. */
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
