/** The protocols that can be typed on a connection, as they are offered. */
import type { ConsoleProtocol } from '../../../electron/contract/console.ts';

/** @param raw the word for lines of any other protocol */
export const protocolChoices = (raw: string): { value: ConsoleProtocol; label: string }[] => [
  { value: 'smtp', label: 'SMTP' },
  { value: 'imap', label: 'IMAP' },
  { value: 'pop3', label: 'POP3' },
  { value: 'managesieve', label: 'ManageSieve' },
  { value: 'raw', label: raw },
];
