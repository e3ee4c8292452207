import type { Clock } from '../../base/clock.ts';
import type { Connection } from '../connection.ts';
import type { FaultBook } from '../faults.ts';
import type { Folder, StoredMessage } from '../mailbox/folder.ts';
import type { MailStore, PracticeAccount } from '../mailbox/mail-store.ts';

export interface Pop3Settings {
  /** Commands this server neither announces nor understands: `['UIDL', 'TOP', 'CAPA', 'STLS', 'APOP', 'AUTH']` makes a server of 1988. */
  readonly without: readonly string[];
  /** Refuses every password before TLS. */
  readonly authenticationNeedsTls: boolean;
  readonly mechanisms: readonly string[];
}

export const pop3Defaults: Pop3Settings = { without: [], authenticationNeedsTls: false, mechanisms: ['PLAIN', 'LOGIN'] };

export interface Pop3Dependencies {
  readonly store: MailStore;
  readonly clock: Clock;
  readonly faults: FaultBook;
  readonly settings: Pop3Settings;
  readonly nextChallenge: () => string;
}

/** The maildrop as it was when the session began (RFC 1939 §4): numbers never change under the client. */
export interface Maildrop {
  readonly folder: Folder;
  readonly uidValidity: number;
  readonly messages: readonly StoredMessage[];
  readonly deleted: Set<StoredMessage>;
  /** The highest number that was fetched in this session; 0 for none. */
  last: number;
  readonly release: () => void;
}

/** All that one POP3 conversation remembers. */
export interface Pop3State {
  readonly dependencies: Pop3Dependencies;
  readonly connection: Connection;
  /** The timestamp of the greeting that APOP's digest covers; undefined where APOP is not offered. */
  readonly timestamp: string | undefined;
  username: string | undefined;
  account: PracticeAccount | undefined;
  maildrop: Maildrop | undefined;
  finished: boolean;
}

export const ok = (state: Pop3State, text = ''): Promise<void> => state.connection.write(text === '' ? '+OK\r\n' : `+OK ${text}\r\n`);
export const refuse = (state: Pop3State, text: string): Promise<void> => state.connection.write(`-ERR ${text}\r\n`);

/** Sends a reply of many lines; a line that begins with a dot gets another (RFC 1939 §3). */
export function okWithLines(state: Pop3State, text: string, lines: readonly string[]): Promise<void> {
  return state.connection.write(`+OK ${text}\r\n${lines.map((line) => `${line.startsWith('.') ? '.' : ''}${line}\r\n`).join('')}.\r\n`);
}
