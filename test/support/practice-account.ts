/** Ana's account on a practice server, in the clear, as a provisioning file has it. */
import type { PracticeServer } from '../../electron/practice/practice-server.ts';
import type { ProvisionedAccount } from '../servers/accounts-file.ts';

export function practiceAccount({ host, imap, smtp }: PracticeServer, name: string): ProvisionedAccount {
  const login = { host, security: 'none', username: 'ana', password: 'practice' } as const;
  return {
    name,
    address: 'ana@practice.test',
    incoming: { ...login, protocol: 'imap', port: imap.port },
    outgoing: { ...login, port: smtp.port },
  };
}
