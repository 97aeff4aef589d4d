import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** The `sub` of the account that a section shows. Operations that change or end an account carry it. */
export const AccountSub = createContext('');
export const useAccountSub = (): string => useContext(AccountSub);
