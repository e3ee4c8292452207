import type { Clock } from '../../base/clock.ts';
import type { Connection } from '../connection.ts';
import type { FaultBook } from '../faults.ts';
import type { AccountMailbox } from '../mailbox/account-mailbox.ts';
import type { MailStore, PracticeAccount } from '../mailbox/mail-store.ts';
import type { Entity } from '../mime/entity.ts';
import type { SelectedFolder } from './selected-folder.ts';
import type { CommandCursor } from './syntax/command-cursor.ts';

export interface ImapSettings {
  /** Capabilities this server does not announce; a command that needs one is then unknown. */
  readonly without: readonly string[];
  /** Announces LOGINDISABLED and refuses passwords before TLS. */
  readonly authenticationNeedsTls: boolean;
  readonly mechanisms: readonly string[];
  /** Begins every conversation signed in as this user (RFC 3501 §7.1.4). */
  readonly preauthenticatedAs: string | undefined;
  /** Octets a client may append. */
  readonly sizeLimit: number;
}

export const imapDefaults: ImapSettings = {
  without: [],
  authenticationNeedsTls: false,
  mechanisms: ['PLAIN', 'LOGIN'],
  preauthenticatedAs: undefined,
  sizeLimit: 67_108_864,
};

export interface ImapDependencies {
  readonly store: MailStore;
  readonly clock: Clock;
  readonly faults: FaultBook;
  readonly settings: ImapSettings;
  /** Reads a stored message; remembers what it read. */
  readonly parse: (bytes: Buffer) => Entity;
}

/** All that one IMAP conversation remembers. */
export interface ImapState {
  readonly dependencies: ImapDependencies;
  readonly connection: Connection;
  /** Of the command that is being done. */
  tag: string;
  account: PracticeAccount | undefined;
  selected: SelectedFolder | undefined;
  /** The client has used something of CONDSTORE (RFC 7162 §3.1): MODSEQ is told from now on. */
  condstore: boolean;
  /** The client has enabled QRESYNC (RFC 7162 §3.2.3): VANISHED is told instead of EXPUNGE. */
  qresync: boolean;
  finished: boolean;
}

/** How a command ended: the tagged line without its tag. `text` may begin with a response code. */
export interface Completion {
  readonly status: 'OK' | 'NO' | 'BAD';
  readonly text: string;
}

/** What may be told at the end of a command besides its own answer (RFC 3501 §7.4.1). */
type AfterCommand = 'everything' | 'no-expunge' | 'nothing';

export interface ImapCommand {
  readonly when: 'always' | 'before-login' | 'after-login' | 'selected';
  readonly after?: AfterCommand;
  /** The capability without which the command is unknown. */
  readonly needs?: string;
  /** Undefined when the command has written its own last line. */
  readonly run: (state: ImapState, cursor: CommandCursor) => Promise<Completion | undefined>;
}

export const completed = (text: string): Completion => ({ status: 'OK', text });
export const refused = (text: string): Completion => ({ status: 'NO', text });
/** RFC 5530 §3 */
export const overQuota = '[OVERQUOTA] The mailbox is full';
export const malformed = (text: string): Completion => ({ status: 'BAD', text });

export const untagged = (state: ImapState, text: string): Promise<void> => state.connection.write(Buffer.from(`* ${text}\r\n`, 'latin1'));
/** QRESYNC stands on CONDSTORE and is switched on by ENABLE (RFC 7162 §3.2.3): without these there is none. */
const standsOn: Readonly<Record<string, readonly string[]>> = { QRESYNC: ['CONDSTORE', 'ENABLE'] };
export const offers = (state: ImapState, capability: string): boolean =>
  [capability, ...(standsOn[capability] ?? [])].every((needed) => !state.dependencies.settings.without.includes(needed));

/** The mailbox of the signed-in user; the command table allows no command that needs it before. */
export function mailboxOf(state: ImapState): AccountMailbox {
  if (!state.account) throw new Error('asked for a mailbox before login');
  return state.dependencies.store.mailboxOf(state.account);
}

/**
 * The client has used something of CONDSTORE: from now on MODSEQ is told. A folder that is open tells where it stands
 * (RFC 7162 §3.1).
 */
export async function enableCondstore(state: ImapState): Promise<void> {
  if (state.condstore || !offers(state, 'CONDSTORE')) return;
  state.condstore = true;
  if (state.selected) await untagged(state, `OK [HIGHESTMODSEQ ${state.selected.folder.highestModseq}] Highest`);
}
