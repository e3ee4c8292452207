/** The dialogue of each protocol, as data. */
import type { ConsoleProtocol } from '../../../contract/console.ts';
import type { Dialogue } from './dialogue.ts';
import { createImapDialogue } from './imap-dialogue.ts';
import { createManagesieveDialogue } from './managesieve-dialogue.ts';
import { createPop3Dialogue } from './pop3-dialogue.ts';
import { createSmtpDialogue } from './smtp-dialogue.ts';

/** Lines without any order: neither replies nor states are known. */
function createRawDialogue(): Dialogue {
  return {
    sent: () => undefined,
    heard: () => ({ kind: 'part', command: null, isPositive: true }),
    isOurTurn: () => true,
    awaits: () => 'command',
    startTls: null,
    isGoodbye: () => true,
    restart: () => undefined,
  };
}

export const dialogues: Readonly<Record<ConsoleProtocol, () => Dialogue>> = {
  smtp: createSmtpDialogue,
  imap: createImapDialogue,
  pop3: createPop3Dialogue,
  managesieve: createManagesieveDialogue,
  raw: createRawDialogue,
};
