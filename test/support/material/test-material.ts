/**
 * The mail that parsing, storing and showing is tried on: the suite's own messages, always, and the outside test material where it lies
 * beside the repository.
 */
import { createHash } from 'node:crypto';
import type { OwnMessage } from '../../fixtures/messages/message.ts';
import { ownMailboxFile, ownMessages } from '../../fixtures/messages/own-messages.ts';
import {
  type Consensus,
  type CorpusMessage,
  consensus,
  corpusMboxMessages,
  corpusMessages,
  splitMbox,
  whyCorpusMissing,
} from './corpus.ts';

const isCorpusThere = whyCorpusMissing() === undefined;

/** Every message: the suite's own first. */
export const testMessages = (): CorpusMessage[] => [...ownMessages, ...(isCorpusThere ? corpusMessages() : [])];

/** Every message of every mailbox file. */
export const testMailboxMessages = (): CorpusMessage[] => [
  ...splitMbox(ownMailboxFile).map((raw, index) => ({ path: `own/letters.mbox#${index + 1}`, class: 'mbox', raw })),
  ...(isCorpusThere ? corpusMboxMessages() : []),
];

/** What is right, by path: what was written into the suite's own messages, and what two other parsers agree on for the rest. */
export const testTruth = (): Map<string, Consensus> =>
  new Map([...ownMessages.map((message) => [message.path, truthOf(message)] as const), ...(isCorpusThere ? consensus() : [])]);

/** A leaf's hash as the consensus has it: the first 12 digits of the SHA-1 of the content with LF line ends. */
const hashOf = (content: string | Buffer): string => {
  const text = (typeof content === 'string' ? Buffer.from(content) : content).toString('latin1').replace(/\r\n/g, '\n');
  return createHash('sha1').update(text, 'latin1').digest('hex').slice(0, 12);
};

function truthOf({ expected }: OwnMessage): Consensus {
  return {
    subject: expected.subject ?? null,
    from: expected.from ?? null,
    date: expected.date ?? null,
    leaves: expected.leaves?.map(([type, name, content]) => [type, name, content.length, hashOf(content)] as const) ?? null,
    nfrom: 1,
    agree: { subject: expected.subject !== undefined, from: expected.from !== undefined, date: expected.date !== undefined },
  };
}
