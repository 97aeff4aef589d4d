/** The account that this screen shows. The background refuses the screen's requests if another account is signed in. */
let shown: string | undefined;

/** @param sub the person's `sub` in the user pool; undefined for a guest */
export function noteShownAccount(sub: string | undefined): void {
  shown = sub;
}

export const shownAccount = (): string | undefined => shown;
