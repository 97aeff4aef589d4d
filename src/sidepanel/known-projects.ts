import { createContext } from 'preact';

/** Names of projects to choose from, for the forms within the list. */
export const KnownProjects = createContext<readonly string[]>([]);
