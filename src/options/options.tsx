import { Mark } from '../ui/icon.tsx';
import { useSession } from '../ui/mirror.ts';
import { Failure } from '../ui/note.tsx';
import { text } from '../ui/texts.ts';
import { ConfigurationSection } from './configuration-section.tsx';
import { Start } from './start.tsx';

/** The first page a person sees after installing, and the place to say which cloud to speak to. */
export function Options() {
  const { value: session, error, reload } = useSession();
  return (
    <>
      <header class="hero">
        <Mark size={48} />
        <div>
          <h1>{text('options_heading')}</h1>
          <p class="muted">{text('options_lead')}</p>
        </div>
      </header>
      <Failure error={error} onRetry={() => void reload()} />
      {session && (
        <>
          <Start session={session} />
          <ConfigurationSection session={session} />
        </>
      )}
    </>
  );
}
