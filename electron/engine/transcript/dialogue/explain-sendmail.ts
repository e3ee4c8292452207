/** What stands in a session with a sendmail program: the command, the message, what the program wrote, and its exit status (sysexits.h). */
import type { Explanation } from '../../../contract/transcript.ts';
import { cut, type Explicable, explanation } from './explicable.ts';

const own: ReadonlySet<string> = new Set(['0', '64', '65', '67', '68', '69', '75', '77', '78']);
/** Statuses that say no more than that something is broken: EX_NOINPUT, EX_SOFTWARE to EX_IOERR, EX_PROTOCOL. */
const faults: ReadonlySet<string> = new Set(['66', '70', '71', '72', '73', '74', '76']);

export const sendmailKeys: readonly string[] = [
  'command',
  'message',
  'said',
  ...[...own, 'fault', 'other'].map((name) => `exit.${name}`),
].map((name) => `sendmail.${name}`);

export function explainSendmail({ kind, direction, text }: Explicable): Explanation {
  if (direction === 'client') return explanation(kind === 'payload' ? 'sendmail.message' : 'sendmail.command', null);
  const [, status = '', name = status] = (kind === 'status' && /^exit (\S+)(?: (\S+))?/.exec(text)) || [];
  if (status === '') return explanation('sendmail.said', null);
  if (own.has(status)) return explanation(`sendmail.exit.${status}`, null);
  return explanation(faults.has(status) ? 'sendmail.exit.fault' : 'sendmail.exit.other', null, { name: cut(name) });
}
