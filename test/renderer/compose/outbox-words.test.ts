import { describe, expect, it } from 'vitest';
import { failure } from '../../../electron/contract/failure.ts';
import { type OutboxItem, outboxStates } from '../../../electron/contract/outbox.ts';
import { actionsIn, actionsOf, againOf, inOrder, isFinished, linesOf, outcomeOf } from '../../../renderer/features/outbox/outbox-words.ts';

const item = (fields: Partial<OutboxItem>): OutboxItem => ({
  id: 'x',
  accountId: 'ana',
  from: 'ana@example.org',
  subject: '',
  messageId: '<1@example.org>',
  state: 'queued',
  recipients: [],
  reply: null,
  queueId: null,
  failure: null,
  attempts: 0,
  queuedAt: 0,
  nextAttemptAt: null,
  finishedAt: null,
  sentCopy: 'waiting',
  session: null,
  size: 0,
  ...fields,
});
const recipient = (state: OutboxItem['recipients'][number]['state']) => ({ address: 'b@example.org', state, reply: null });

describe('an entry of the outbox', () => {
  it('whose outcome is unknown is never simply sent again', () => {
    expect(actionsIn.unknown).not.toContain('sendNow');
    expect(actionsIn.unknown).toEqual(['look', 'arrived', 'sendAgain']);
  });

  it('that is being sent can be cancelled, and cannot once it is known to be handed over', () => {
    expect(actionsOf(item({ state: 'sending' }))).toEqual(['cancel']);
    expect(actionsOf(item({ state: 'sending', waitingFor: { step: 'reply', command: 'RCPT TO', since: 0 } }))).toEqual(['cancel']);
    expect(actionsOf(item({ state: 'sending', waitingFor: { step: 'outcome', command: null, since: 0 } }))).toEqual([]);
    for (const state of outboxStates) expect(actionsIn[state]).toBeDefined();
  });

  it('says that it is tried again by itself only where it is', () => {
    expect(againOf(item({ nextAttemptAt: 7, failure: failure('greylisted') }))).toBe('byItself');
    expect(againOf(item({ failure: failure('connection-lost') }))).toBe('byItself');
    expect(againOf(item({ failure: failure('authentication-refused') }))).toBe('nobody');
    expect(againOf(item({ state: 'refused', failure: failure('greylisted') }))).toBe('nobody');
  });

  it('leads to its own lines of a connection that carried several messages', () => {
    expect(linesOf(item({ session: 's', sessionLines: { first: 20, last: 28 } }))).toEqual({ session: 's', firstLine: 20, lastLine: 28 });
    // The first message's lines begin with the connection and the log-in, which are worth seeing.
    expect(linesOf(item({ session: 's', sessionLines: { first: 0, last: 19 } }))).toEqual({ session: 's' });
  });

  it('is announced by what became of it', () => {
    expect(outcomeOf(item({ state: 'accepted', recipients: [recipient('accepted')] }))).toBe('accepted');
    expect(outcomeOf(item({ state: 'partly', recipients: [recipient('accepted'), recipient('refused')] }))).toBe('partly');
    expect(outcomeOf(item({ state: 'refused' }))).toBe('refused');
    expect(outcomeOf(item({ state: 'unknown' }))).toBe('unknown');
    expect(outcomeOf(item({ attempts: 1, failure: failure('temporarily-refused') }))).toBe('deferred');
    expect(outcomeOf(item({}))).toBeNull();
    expect(outcomeOf(item({ state: 'sending', attempts: 1 }))).toBeNull();
  });

  it('that needs somebody stands before those that are over', () => {
    const ordered = inOrder([
      item({ id: 'new and over', state: 'accepted', queuedAt: 9 }),
      item({ id: 'old and waiting', queuedAt: 1 }),
      item({ id: 'unknown', state: 'unknown', queuedAt: 5 }),
    ]);
    expect(ordered.map(({ id }) => id)).toEqual(['unknown', 'old and waiting', 'new and over']);
    expect(isFinished(item({ state: 'unknown' }))).toBe(false);
  });
});
