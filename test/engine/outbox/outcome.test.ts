import { expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import { newOutboxItem } from '../../../electron/engine/cache/user-data/new-items.ts';
import { applyOutcome } from '../../../electron/engine/outbox/outcome.ts';
import { defaultRetryPolicy } from '../../../electron/engine/outbox/retry-policy.ts';
import type { SubmittedRecipient } from '../../../electron/engine/wire/submitter.ts';

const moment = { policy: defaultRetryPolicy, now: 1_000, random: 0.5 };
const itemTo = (...to: string[]): OutboxItem => ({
  ...newOutboxItem(
    { raw: Buffer.from('Subject: x\r\n\r\n'), envelope: { from: 'a@example.test', to }, messageId: '<1@example.test>' },
    { id: 'o', accountId: 'a', subject: 'x', now: 0 },
  ),
  state: 'sending',
  attempts: 1,
});

it('a message whose every recipient was refused for good is refused, though the server closed with a "try later" after that', () => {
  const said = '550 5.1.1 no such user';
  const patch = applyOutcome(
    itemTo('nobody@example.test'),
    {
      state: 'refused',
      permanent: false,
      failure: failure('temporarily-refused', { protocol: 'smtp', command: 'RCPT TO', reply: '421 4.3.2 closing', permanent: false }),
      recipients: [{ address: 'nobody@example.test', state: 'refused', reply: said }],
      session: 's',
    },
    moment,
  );
  expect(patch).toMatchObject({
    state: 'refused',
    nextAttemptAt: null,
    finishedAt: 1_000,
    recipients: [{ state: 'refused', reply: said }],
    failure: { code: 'recipients-refused', reply: said, detail: { addresses: 'nobody@example.test' } },
  });
});

it('a recipient that was refused before the connection broke stays refused, and the others are tried again', () => {
  const broken = (...recipients: SubmittedRecipient[]) =>
    applyOutcome(
      itemTo(...recipients.map(({ address }) => address)),
      { state: 'not-sent', failure: failure('connection-lost', { protocol: 'smtp' }), recipients, session: 's' },
      moment,
    );
  const nobody: SubmittedRecipient = { address: 'nobody@example.test', state: 'refused', reply: '550 5.1.1 no such user' };
  expect(
    broken({ address: 'ana@example.test', state: 'accepted', reply: '250 ok' }, nobody, {
      address: 'rui@example.test',
      state: 'refused-for-now',
      reply: null,
    }),
  ).toMatchObject({
    state: 'queued',
    nextAttemptAt: expect.any(Number),
    recipients: [
      { state: 'waiting', reply: null },
      { state: 'refused', reply: '550 5.1.1 no such user' },
      { state: 'waiting', reply: null },
    ],
  });
  expect(broken(nobody)).toMatchObject({
    state: 'refused',
    finishedAt: 1_000,
    failure: { code: 'recipients-refused', reply: nobody.reply },
  });
});

it('a message of which one recipient was refused for good and another for now is tried again for the other', () => {
  const patch = applyOutcome(
    itemTo('nobody@example.test', 'rui@example.test'),
    {
      state: 'refused',
      permanent: false,
      failure: failure('temporarily-refused', { protocol: 'smtp', command: 'RCPT TO', reply: '421 4.3.2 closing', permanent: false }),
      recipients: [
        { address: 'nobody@example.test', state: 'refused', reply: '550 5.1.1 no such user' },
        { address: 'rui@example.test', state: 'refused-for-now', reply: '421 4.3.2 closing' },
      ],
      session: 's',
    },
    moment,
  );
  expect(patch).toMatchObject({
    state: 'queued',
    nextAttemptAt: expect.any(Number),
    recipients: [{ state: 'refused' }, { state: 'deferred' }],
  });
});
