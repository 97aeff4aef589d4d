/** Whose account this screen shows: what it asks for is refused where somebody else is signed in by then. */
let shown: string | undefined;

/** @param sub the user pool's name of the person; undefined for a guest */
export function noteShownAccount(sub: string | undefined): void {
  shown = sub;
}

export const shownAccount = (): string | undefined => shown;
