/**
 * One account of a real engine on a practice server that lies now and then: what the window shows of it is compared with what the
 * server's mailbox really holds, which stays honest whatever the server says.
 */
import { createHash } from 'node:crypto';
import type { Failure } from '../../../electron/contract/failure.ts';
import type { Folder } from '../../../electron/contract/folders.ts';
import type { Lie } from '../../../electron/practice/lies/lie.ts';
import { createPracticeServer, type PracticeOptions, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { practiceMessage } from '../../engine/sync/practice-mailbox.ts';
import type { Security } from '../../servers/accounts-file.ts';
import { type EngineFixture, unwrap } from '../../support/engine-fixture.ts';

export interface LyingAccountOptions {
  readonly engine: EngineFixture;
  readonly protocol: 'imap' | 'pop3';
  readonly security?: Security;
  readonly keepOnServer?: boolean;
  readonly server?: PracticeOptions;
}

export interface LyingAccount {
  readonly id: string;
  readonly server: PracticeServer;
  readonly mailbox: ReturnType<PracticeServer['mailbox']['mailboxOf']>;
  lie(lie: Lie): void;
  tellTheTruth(): void;
  /** One complete synchronisation; why the account failed, or else why the first of its folders is not complete. */
  synchronise(): Promise<Failure | null>;
  /** What the step-by-step check says of sending; null when all is well. */
  checkSubmission(): Promise<Failure | null>;
  deliver(number: number, flags?: readonly string[]): void;
  /** `message 1`, with the folder it lies in: what the server holds. */
  onServer(): string[];
  /** The same of what the window lists; POP3 and IMAP call the inbox differently, so only the last of the path, lower case. */
  shown(): Promise<string[]>;
  /** What the list calls one thing and the opened message another, and what is listed without ever having been on the server. */
  wronglyShown(): Promise<string[]>;
  folder(path: string): Promise<Folder>;
  rowOf(subject: string): Promise<number>;
  remove(): Promise<void>;
}

const subjectOf = (bytes: Buffer): string => /^Subject: (.*)\r$/m.exec(bytes.toString())?.[1] ?? '';
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const lastOf = (path: string): string => path.toLowerCase();

export async function addLyingAccount({
  engine,
  protocol,
  security = 'none',
  keepOnServer = true,
  server: options,
}: LyingAccountOptions): Promise<LyingAccount> {
  const server = await createPracticeServer(options);
  const [ana] = server.accounts;
  if (!ana) throw new Error('the practice server has no account');
  const mailbox = server.mailbox.mailboxOf(ana);
  const deliver: LyingAccount['deliver'] = (number, flags = []) => {
    mailbox.inbox.append({ bytes: practiceMessage(number), internalDate: Date.UTC(2024, 0, 1, 0, number), flags });
  };
  for (const number of [1, 2, 3]) deliver(number);
  const side = { host: '127.0.0.1', username: 'ana', mechanism: 'automatic' } as const;
  const listener = server[protocol];
  const settings = {
    name: `Ana ${listener.port}`,
    address: 'ana@practice.test',
    displayName: 'Ana',
    incoming: { ...side, protocol, port: listener.port, security, keepOnServer },
    outgoing: { ...side, port: server.smtp.port, security },
  };
  const passwords = { incoming: 'practice', outgoing: 'practice' };
  const { id } = unwrap(await engine.client.call('accounts.add', { settings, passwords }));
  const foldersShown = async () => unwrap(await engine.client.call('folders.list', {})).filter(({ accountId }) => accountId === id);
  const rowsShown = async () => {
    const rows = [];
    for (const folder of await foldersShown())
      if (folder.total > 0) for (const row of await engine.rows(folder.id)) rows.push({ row, path: folder.path });
    return rows;
  };
  return {
    id,
    server,
    mailbox,
    lie: (lie) => server.faults.set(lie),
    tellTheTruth: () => server.faults.set([]),
    async synchronise() {
      const { accounts } = unwrap(await engine.engine.syncOnce());
      const report = accounts.find(({ name }) => name === `Ana ${listener.port}`);
      return report?.failure ?? report?.folders.find(({ failure }) => failure)?.failure ?? null;
    },
    async checkSubmission() {
      const { steps } = unwrap(await engine.client.call('accounts.check', { checkId: id, settings, passwords }));
      return steps.find(({ side: checked, failure }) => checked === 'outgoing' && failure)?.failure ?? null;
    },
    deliver,
    onServer: () =>
      mailbox.folders.flatMap(({ name, messages }) => messages.map(({ bytes }) => `${lastOf(name)}: ${subjectOf(bytes)}`)).sort(),
    shown: async () => (await rowsShown()).map(({ row, path }) => `${lastOf(path)}: ${row.subject}`).sort(),
    async wronglyShown() {
      const wrong: string[] = [];
      for (const { row, path } of await rowsShown()) {
        const number = /^message (\d)$/.exec(row.subject)?.[1];
        if (!number) wrong.push(`${path} lists ${JSON.stringify(row.subject)}`);
        if (!row.bodyHeld) continue;
        const { text } = unwrap(await engine.client.call('messages.open', { id: row.id }));
        if (text?.trim() !== `body ${number}`) wrong.push(`${path} shows ${JSON.stringify(text)} under ${row.subject}`);
      }
      return wrong;
    },
    async folder(path) {
      const found = (await foldersShown()).find((folder) => lastOf(folder.path) === path);
      if (!found) throw new Error(`no folder ${path}`);
      return found;
    },
    async rowOf(subject) {
      const found = (await rowsShown()).find(({ row }) => row.subject === subject);
      if (!found) throw new Error(`${subject} is not listed`);
      return found.row.id;
    },
    async remove() {
      unwrap(await engine.client.call('accounts.remove', { id }));
      await server.close();
    },
  };
}
