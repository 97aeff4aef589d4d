import { toSafeError } from '../../contract/errors.ts';
import type { Push } from '../../contract/push.ts';
import type { SessionView } from '../../contract/session.ts';
import type { Call } from './ask.ts';
import { createStore, type Loaded, type Store } from './store.ts';

export interface SessionMirror {
  store: Store<Loaded<SessionView | null>>;
  load(): Promise<void>;
  receive(push: Push): void;
}

/** The session as the background reported it last. A push is newer than any answer that was still on its way. */
export function createSessionMirror(call: Call): SessionMirror {
  const store = createStore<Loaded<SessionView | null>>({ value: null, loading: true, error: null });
  let pushes = 0;

  return {
    store,
    async load() {
      const seen = pushes;
      store.set({ ...store.get(), loading: true, error: null });
      try {
        const value = await call('session.get');
        if (seen === pushes) store.set({ value, loading: false, error: null });
      } catch (error) {
        if (seen === pushes) store.set({ ...store.get(), loading: false, error: toSafeError(error) });
      }
    },
    receive(push) {
      if (push.kind !== 'session') return;
      pushes++;
      store.set({ value: push.session, loading: false, error: null });
    },
  };
}
