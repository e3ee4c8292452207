/**
 * Engine queries that several parts of the window share: each declared once, with the events that refresh it, so that all parts see the same
 * answer. Preferences and sync states have hooks of their own beside this file.
 */
import { useCall } from '../api/use-call.ts';

export const useAccounts = () => useCall('accounts.list', {}, { refetchOn: 'accounts.changed' });

/** The folders of all accounts: they come and go with their account too. */
export const useFolders = () => useCall('folders.list', {}, { refetchOn: ['folders.changed', 'accounts.changed'] });

/** Where the practice server listens, while it runs. */
export const usePractice = () => useCall('practice.state', {}, { refetchOn: 'accounts.changed' });

/** What the program is and what the machine offers; it stays so while the window is open. */
export const useApplicationInfo = () => useCall('application.info', {});
