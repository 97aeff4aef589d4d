import { toSafeError } from '../../contract/errors.ts';
import type { ProjectsView } from '../../contract/operations.ts';
import type { Push } from '../../contract/push.ts';
import type { Call } from './ask.ts';
import { createStore, type Loaded, type Store } from './store.ts';

export interface ProjectsMirror {
  store: Store<Loaded<ProjectsView>>;
  /** Shows the background's copy, then makes the background fetch from the server. */
  load(): Promise<void>;
  /** Makes the background fetch from the server. */
  refresh(): Promise<void>;
  /**
   * As `refresh`, without a loading state, for a screen that gets the focus again. Does nothing if the data is fresh.
   */
  freshen(): Promise<void>;
  receive(push: Push): void;
}

/** Age in ms up to which the data counts as fresh. */
const freshFor = 15_000;

/** The projects' counters. They are public, so they outlive a sign-out. */
export function createProjectsMirror(call: Call, now: () => number): ProjectsMirror {
  const store = createStore<Loaded<ProjectsView>>({
    value: { projects: [], fetchedAt: null },
    loading: true,
    error: null,
  });
  /** Only the newest request may end the loading state. */
  let asked = 0;
  let pushes = 0;

  const patch = (change: Partial<Loaded<ProjectsView>>) => store.set({ ...store.get(), ...change });

  async function ask(names: readonly ('projects.get' | 'projects.refresh')[]): Promise<void> {
    const mine = ++asked;
    patch({ loading: true, error: null });
    try {
      for (const name of names) {
        const before = pushes;
        const value = await call(name);
        if (mine !== asked) return;
        if (before === pushes) patch({ value });
      }
      patch({ loading: false });
    } catch (error) {
      if (mine === asked) patch({ loading: false, error: toSafeError(error) });
    }
  }

  return {
    store,
    load: () => ask(['projects.get', 'projects.refresh']),
    refresh: () => ask(['projects.refresh']),
    async freshen() {
      const { value, loading } = store.get();
      if (loading || value.fetchedAt === null || now() - value.fetchedAt < freshFor) return;
      // The answer comes as a push.
      await call('projects.refresh');
      patch({ error: null });
    },
    receive(push) {
      if (push.kind !== 'projects') return;
      pushes++;
      patch({ value: { projects: push.projects, fetchedAt: push.fetchedAt } });
    },
  };
}
