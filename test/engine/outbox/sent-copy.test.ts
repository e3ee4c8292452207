/** A whole engine on servers of both kinds: those that file their own copy of what is submitted to them, as Gmail does, and those that do not. */
import { expect, it, onTestFinished } from 'vitest';
import { startPractice } from '../../practice/practice-fixture.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { practiceAccount } from '../../support/practice-account.ts';

const messageId = '<once@practice.test>';
const raw = Buffer.from(`From: ana@practice.test\r\nTo: ben@practice.test\r\nSubject: once\r\nMessage-ID: ${messageId}\r\n\r\nText\r\n`);

it.each([
  ['by the server itself when it was accepted', true, 'server'],
  ['by this program', false, 'filed'],
] as const)('a message that was filed %s stands in Sent once, and the outbox says who did it', async (_, serverFiles, sentCopy) => {
  const server = await startPractice({
    faults: serverFiles
      ? [
          {
            protocol: 'smtp',
            when: { command: '.' },
            do: { mailbox: { change: 'deliver', folder: 'Sent', bytes: raw.toString('latin1') } },
          },
        ]
      : [],
  });
  const fixture = await startEngineFixture({ accounts: [practiceAccount(server, 'Ana')] });
  onTestFinished(() => fixture.done());
  expect(unwrap(await fixture.engine.submitRaw({ account: 'Ana', recipients: ['ben@practice.test'], raw }))).toMatchObject({
    state: 'accepted',
  });
  const item = await fixture.until('the copy', async () =>
    unwrap(await fixture.client.call('outbox.list', {})).find((each) => each.sentCopy !== 'waiting'),
  );
  expect(item.sentCopy).toBe(sentCopy);
  const sent = server.mailbox.snapshot().ana?.Sent?.messages ?? [];
  expect(sent.filter(({ source }) => source.includes(messageId))).toHaveLength(1);
});
