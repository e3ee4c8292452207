/** Data injected before TLS in order to be taken for data inside it (NO STARTTLS, USENIX Security 2021), by protocol and name. */
import type { Fault, FaultAction, Protocol } from '../faults.ts';
import type { Lie } from './lie.ts';

const at = (protocol: Protocol, command: string, action: FaultAction): Fault => ({ protocol, when: { command }, do: action });
const planted = '* LIST () "/" Planted\r\n* 99 EXISTS\r\n* OK [UIDVALIDITY 9] ok\r\n* STATUS INBOX (MESSAGES 99)\r\n';

export const tlsLies = {
  imap: {
    PREAUTH: [at('imap', 'greeting', { rewrite: { find: /^\* OK/, replace: '* PREAUTH' } })],
    'data before the answer to STARTTLS': [at('imap', 'STARTTLS', { before: planted })],
    'data after the answer to STARTTLS': [
      at('imap', 'STARTTLS', { rewrite: { find: /\r\n$/, replace: '\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN EVIL\r\n' } }),
    ],
    'an answer to what was not asked yet': [
      at('imap', 'greeting', { rewrite: { find: /\r\n$/, replace: '\r\n1 OK done\r\n2 OK done\r\n3 OK done\r\n' } }),
    ],
    'no STARTTLS': [
      at('imap', 'greeting', { rewrite: { find: / STARTTLS/, replace: '' } }),
      at('imap', 'CAPABILITY', { rewrite: { find: / STARTTLS/, replace: '' } }),
    ],
    'a refusal of STARTTLS': [at('imap', 'STARTTLS', { reply: '{tag} NO not today' })],
  },
  pop3: {
    'data after the answer to STLS': [at('pop3', 'STLS', { rewrite: { find: /\r\n$/, replace: '\r\n+OK logged in\r\n' } })],
    'no STLS': [at('pop3', 'CAPA', { rewrite: { find: /\r\nSTLS/, replace: '' } })],
    'a refusal of STLS': [at('pop3', 'STLS', { reply: '-ERR not today' })],
  },
  smtp: {
    'data after the answer to STARTTLS': [at('smtp', 'STARTTLS', { rewrite: { find: /\r\n$/, replace: '\r\n250 evil.test\r\n' } })],
    'no STARTTLS': [at('smtp', 'EHLO', { rewrite: { find: /250-STARTTLS\r\n/, replace: '' } })],
    'a refusal of STARTTLS': [at('smtp', 'STARTTLS', { reply: '454 4.7.0 TLS not available' })],
  },
} satisfies Record<Protocol, Record<string, Lie>>;
