/** The practice server with Ana's mailbox at hand, for tests of synchronisation. */
import { createPracticeServer, type PracticeOptions, type PracticeServer } from '../../../electron/practice/practice-server.ts';

type Mailbox = ReturnType<PracticeServer['mailbox']['mailboxOf']>;
export type PracticeFolder = NonNullable<ReturnType<Mailbox['find']>>;

export interface PracticeMailbox {
  readonly server: PracticeServer;
  readonly mailbox: Mailbox;
  /** Throws when there is no such folder. */
  folder(name: string): PracticeFolder;
  /** Appends `message 1` to `message count`, a minute apart. */
  fill(count: number, name?: string): void;
  /** Subjects in a folder, oldest first. */
  subjects(name: string): string[];
}

export async function startPracticeMailbox(options: PracticeOptions = {}): Promise<PracticeMailbox> {
  const server = await createPracticeServer(options);
  const [ana] = server.accounts;
  if (!ana) throw new Error('the practice server has no account');
  const mailbox = server.mailbox.mailboxOf(ana);
  const folder = (name: string) => {
    const found = mailbox.find(name);
    if (!found) throw new Error(`no folder ${name}`);
    return found;
  };
  return {
    server,
    mailbox,
    folder,
    fill(count, name = 'INBOX') {
      for (let number = 1; number <= count; number += 1)
        folder(name).append({ bytes: practiceMessage(number), internalDate: Date.UTC(2024, 0, 1, 0, number) });
    },
    subjects: (name) => folder(name).messages.map(({ bytes }) => /^Subject: (.*)\r$/m.exec(bytes.toString())?.[1] ?? ''),
  };
}

export const practiceMessage = (number: number, extra = ''): Buffer =>
  Buffer.from(
    `From: Ben <ben@practice.test>\r\nTo: ana@practice.test\r\nSubject: message ${number}\r\nMessage-ID: <${number}@practice.test>\r\n` +
      `Date: Mon, 1 Jan 2024 00:00:00 +0000\r\n\r\nbody ${number}${extra}\r\n`,
  );
