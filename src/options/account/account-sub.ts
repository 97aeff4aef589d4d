import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The `sub` of the account that a section shows: what changes or ends an account names it. */
export const AccountSub = createContext('');
export const useAccountSub = (): string => useContext(AccountSub);
