/**
 * What many parts of the window ask the engine: each question once, with the events after which it is asked again, so that two parts
 * never hold two answers. Preferences and sync states have hooks of their own beside this file.
 */
import { useCall } from '../api/use-call.ts';

export const useAccounts = () => useCall('accounts.list', {}, { refetchOn: 'accounts.changed' });

/** The folders of all accounts: they come and go with their account too. */
export const useFolders = () => useCall('folders.list', {}, { refetchOn: ['folders.changed', 'accounts.changed'] });

/** What the program is and what the machine offers; it stays so while the window is open. */
export const useApplicationInfo = () => useCall('application.info', {});
