/** In place of the window where the program does not know this page: the tab was opened without an address of the program, or with an old one. */
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useConnection } from '../../api/Api.tsx';
import { useWords } from '../../i18n/words.ts';
import { EmptyState } from '../../ui/Notices.tsx';

/** Shows the window, unless the program refuses the page before it has shown anything: what was typed into a window stays in sight. */
export function NewAddress({ children }: { children: ReactNode }) {
  const say = useWords();
  const connection = useConnection();
  const [wasOpen, setWasOpen] = useState(connection === 'open');
  useEffect(() => {
    if (connection === 'open') setWasOpen(true);
  }, [connection]);
  if (connection !== 'refused' || wasOpen) return children;
  return (
    <main className="welcome" role="alert">
      <EmptyState icon={KeyRound} title={say('newAddress.title')} text={say('newAddress.text')} />
    </main>
  );
}
