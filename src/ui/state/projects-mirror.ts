import { toSafeError } from '../../contract/errors.ts';
import type { ProjectsView } from '../../contract/operations.ts';
import type { Push } from '../../contract/push.ts';
import type { Call } from './ask.ts';
import type { Loaded } from './loaded.ts';
import { createStore, type Store } from './store.ts';

export interface ProjectsMirror {
  store: Store<Loaded<ProjectsView>>;
  /** Shows what the background has, then has it ask the server. */
  load(): Promise<void>;
  /** Has the background ask the server. */
  refresh(): Promise<void>;
  /** The same without a word, for a screen that is looked at again; not when it was done a moment ago. */
  freshen(): Promise<void>;
  receive(push: Push): void;
}

/** Age in ms up to which looking again asks nothing. */
const freshFor = 15_000;

/** The projects' counters, which everybody may see: they outlive a sign-out. */
export function createProjectsMirror(call: Call, now: () => number): ProjectsMirror {
  const store = createStore<Loaded<ProjectsView>>({
    value: { projects: [], fetchedAt: null },
    loading: true,
    error: null,
  });
  /** Only the newest question may end the loading. */
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
