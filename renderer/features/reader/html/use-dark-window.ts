/** Whether the window is dark: by the preference, else by the machine. */
import { useSyncExternalStore } from 'react';
import { usePreferences } from '../../../state/State.tsx';

const machine = () => window.matchMedia('(prefers-color-scheme: dark)');

const follow = (listener: () => void) => {
  const query = machine();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

export function useDarkWindow(): boolean {
  const [{ theme }] = usePreferences();
  const isMachineDark = useSyncExternalStore(follow, () => machine().matches);
  return theme === 'system' ? isMachineDark : theme === 'dark';
}
