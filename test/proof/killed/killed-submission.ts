/** A mail host on which sends are killed: Ana sends to Ben, and the server's own book and files say what became of a message. */
import type { ProvisionedAccount } from '../../servers/accounts-file.ts';
import { startMailHost } from '../../servers/mail-host.ts';
import type { StoredMessage } from '../../servers/maildir.ts';

export interface SubmissionBook {
  readonly imap: { readonly host: string; readonly port: number };
  readonly smtp: { readonly host: string; readonly port: number };
  /** Ana's, over a relay where one is given. */
  account(over?: { readonly smtp?: { readonly port: number }; readonly imap?: { readonly port: number } }): ProvisionedAccount;
  /** What Ben has, of the messages in which `mark` stands. */
  arrived(mark: string): Promise<StoredMessage[]>;
  /** The same of Ana's Sent. */
  copies(mark: string): Promise<StoredMessage[]>;
  /** Resolves when Ben has one. */
  untilArrived(mark: string): Promise<unknown>;
  /** Resolves when one lies in Ana's Sent. */
  untilFiled(mark: string): Promise<unknown>;
  /** Submissions that Postfix took to deliver: it writes the identifier down when it begins to read, and the sender when it has it all. */
  taken(messageId: string): Promise<number>;
  stop(): Promise<void>;
}

export async function startSubmissionBook(): Promise<SubmissionBook> {
  const users = ['ana', 'ben'].map((name) => ({ name, password: `of ${name}` }));
  const { dovecot, submission, account, stop } = await startMailHost({ kind: 'postfix', users });
  const imap = { host: dovecot.host, port: dovecot.ports.imap };
  const smtp = { host: submission.host, port: submission.ports.clear };
  const ana = account('ana', { security: 'none', mechanism: 'PLAIN' });
  const holding = (mark: string) => (messages: readonly StoredMessage[]) => messages.some(({ raw }) => raw.includes(mark));
  const marked = async (mark: string, user: string, folder?: string) =>
    (await dovecot.mail.messages(user, folder)).filter(({ raw }) => raw.includes(mark));
  return {
    imap,
    smtp,
    account: (over = {}) => ({
      ...ana,
      incoming: { ...ana.incoming, mechanism: 'PLAIN', port: over.imap?.port ?? imap.port },
      outgoing: { ...ana.outgoing, ...smtp, port: over.smtp?.port ?? smtp.port },
    }),
    arrived: (mark) => marked(mark, 'ben'),
    copies: (mark) => marked(mark, 'ana', 'Sent'),
    untilArrived: (mark) => dovecot.mail.waitFor('ben', holding(mark)),
    untilFiled: (mark) => dovecot.mail.waitFor('ana', holding(mark), { folder: 'Sent' }),
    async taken(messageId) {
      const log = await submission.log();
      return [...log.matchAll(/ (\w+): message-id=(\S+)/g)].filter(
        ([, queueId, id]) => id === messageId && log.includes(` ${queueId}: from=<`),
      ).length;
    },
    stop,
  };
}

const line = 'Some words to fill a line that nobody reads.\r\n';
const filler = line.repeat(200);
/** What the relay looks for in the text of a message. */
export const sharesOfText = ['a quarter of it', 'the middle of it', 'three quarters of it'] as const;

/**
 * More than the sockets between two programs hold (tcp_wmem is 4 MB at most): with so much behind it a share of the text is read
 * before the dot is on its way.
 */
export const muchText = 12_000_000;

/** Text with the shares marked, and so many octets more behind them. */
export const textInShares = (rest = 0): string =>
  `${sharesOfText.map((mark) => `${filler}${mark}\r\n`).join('')}${filler}${line.repeat(rest / line.length)}`;
