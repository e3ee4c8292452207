/** Every event in every phase of a message that is being sent, with entries and replies drawn at random; and whole lives of one, against a server that is counted. */
import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../../electron/contract/outbox.ts';
import { type EventName, phases, type SendEntry, type SendEvent, type Step } from '../../../electron/engine/outbox/send-events.ts';
import { dueAt, next, phaseOf, sendTable } from '../../../electron/engine/outbox/send-table.ts';
import { createSeededRandom, type SeededRandom } from '../../support/seeded-random.ts';
import { momentOf, randomEntry, randomEvent } from './random-entries.ts';

const names = Object.keys(sendTable) as EventName[]; // its keys are the names: the type of the table says so
const attemptsOfEach = 200;

/** The entry after what was written; null: it is gone. */
function written(entry: SendEntry, step: Step): SendEntry | null {
  if ('refusal' in step || step.write === null) return entry;
  const { write } = step;
  switch (write.kind) {
    case 'change': {
      const draftId = write.discardDraft ? null : entry.draftId;
      return { item: { ...entry.item, ...write.patch }, dotPending: write.keepDot ? entry.dotPending : false, draftId };
    }
    case 'markDot':
      return { ...entry, item: { ...entry.item, recipients: write.recipients }, dotPending: true };
    case 'split':
      return { item: { ...entry.item, ...write.patch }, dotPending: false, draftId: null };
    case 'remove':
      return null;
  }
}

const addressesIn = ({ recipients }: OutboxItem, state: OutboxItem['recipients'][number]['state']) =>
  recipients.filter((recipient) => recipient.state === state).map(({ address }) => address);

const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) for (const each of Object.values(Object.freeze(value))) deepFreeze(each);
  return value;
};

describe.each(names)('%s', (name) => {
  it.each(phases)('of an entry that is %s leads where the table says, and takes nothing from a recipient who has the message', (phase) => {
    const random = createSeededRandom(names.indexOf(name) * 100 + phases.indexOf(phase));
    const { to } = sendTable[name].in[phase];
    for (let turn = 0; turn < attemptsOfEach; turn += 1) {
      const entry = deepFreeze(randomEntry(random, phase));
      const event = deepFreeze(randomEvent(random, name, entry));
      const moment = momentOf(random);
      expect(phaseOf(entry)).toBe(phase);
      const step = next(entry, event, moment);
      const after = written(entry, step);
      const reached = after ? phaseOf(after) : 'removed';
      const what = JSON.stringify({ entry, event, step });
      // What is refused changes nothing.
      if ('refusal' in step) expect(after, what).toBe(entry);
      else expect(to.length === 0 ? [phase] : to, what).toContain(reached);
      checkStep(entry, event, step, after, what);
    }
  });
});

it.each(names)('wherever the table says that %s may lead, it does lead', (name) => {
  const random = createSeededRandom(names.indexOf(name));
  const reached = new Map<object, Set<string>>();
  for (const phase of phases) {
    const cell = sendTable[name].in[phase];
    const seen = reached.get(cell) ?? new Set();
    reached.set(cell, seen);
    for (let turn = 0; turn < 2 * attemptsOfEach; turn += 1) {
      const entry = randomEntry(random, phase);
      const moment = momentOf(random);
      const after = written(entry, next(entry, randomEvent(random, name, entry), moment));
      seen.add(after ? phaseOf(after) : 'removed');
    }
  }
  for (const cell of Object.values(sendTable[name].in))
    for (const phase of cell.to) expect([...(reached.get(cell) ?? [])]).toContain(phase);
});

function checkStep(entry: SendEntry, event: SendEvent, step: Step, after: SendEntry | null, what: string): void {
  const effects = 'refusal' in step ? [] : step.effects.map(({ kind }) => kind);
  // An attempt begins in one place only, from one phase only, and is announced as being sent by then.
  if (effects.includes('attempt')) expect([event.type, entry.item.state, after?.item.state], what).toEqual(['due', 'queued', 'sending']);
  // No event takes the message from a recipient who has it.
  if (after) expect(addressesIn(after.item, 'accepted'), what).toEqual(expect.arrayContaining(addressesIn(entry.item, 'accepted')));
  // Who may have it is not tried again but by the user's word.
  if (after && event.type !== 'sendAgain')
    for (const address of addressesIn(entry.item, 'unknown'))
      expect([...addressesIn(after.item, 'waiting'), ...addressesIn(after.item, 'deferred')], what).not.toContain(address);
  // Only what its users have back, or what is finished and filed, is forgotten.
  if (!after && event.type === 'edit') expect([event.draftExists, addressesIn(entry.item, 'accepted')], what).toEqual([true, []]);
  else if (!after) expect(entry.item.state === 'cancelled' || effectiveCopy(step) !== 'waiting', what).toBe(true);
  if (!after) return;
  const isOver = ['accepted', 'partly', 'refused', 'cancelled'].includes(after.item.state);
  expect(after.item.finishedAt !== null, what).toBe(isOver);
  if (after.item.state !== 'queued') expect(dueAt(after.item, { policy: momentOf(createSeededRandom(1)).policy, now: 0 }), what).toBeNull();
  // Nobody is left waiting in what is over, and somebody is in what is not.
  if (isOver && after.item.state !== 'cancelled')
    expect([...addressesIn(after.item, 'waiting'), ...addressesIn(after.item, 'unknown')], what).toEqual([]);
  if (after.item.state === 'queued')
    expect(addressesIn(after.item, 'waiting').length + addressesIn(after.item, 'deferred').length, what).toBeGreaterThan(0);
  if (after.item.state === 'unknown') expect(addressesIn(after.item, 'unknown'), what).not.toEqual([]);
}

const effectiveCopy = (step: Step) => ('write' in step && step.write?.kind === 'remove' ? step.write.last.sentCopy : null);

describe('whole lives of a message', () => {
  /** What a server really has, whatever it said of it. */
  type Server = Map<string, number>;

  /** One attempt, as it could go: what the server has by then, and what is heard of it. */
  function attempt(random: SeededRandom, entry: SendEntry, server: Server): { readonly events: SendEvent[]; readonly isKilled: boolean } {
    const isBeforeDot = random.chance(0.4);
    const dot = randomEvent(random, 'dotDue', entry);
    if (isBeforeDot || dot.type !== 'dotDue') {
      const name = random.pick(['refused', 'notSent', 'stopped'] as const);
      const isKilled = random.chance(0.3);
      return { events: isKilled ? [] : [randomEvent(random, name, entry)], isKilled };
    }
    const answer = random.pick(['taken', 'refused', 'unanswered', 'killed'] as const);
    const isTaken = answer === 'taken' || (answer !== 'refused' && random.chance(0.5));
    if (isTaken)
      for (const { address, state } of dot.recipients) if (state === 'accepted') server.set(address, (server.get(address) ?? 0) + 1);
    if (answer === 'killed') return { events: [dot], isKilled: true };
    const { recipients } = dot;
    const heard = randomEvent(random, answer, entry);
    if (heard.type === 'taken') return { events: [dot, { ...heard, outcome: { ...heard.outcome, recipients } }], isKilled: false };
    if (heard.type === 'unanswered') return { events: [dot, { ...heard, outcome: { ...heard.outcome, recipients } }], isKilled: false };
    return { events: [dot, heard], isKilled: false };
  }

  it('deliver it at most once to everybody, unless its user says "send again" or is wrong, and lose nobody', () => {
    let delivered = 0;
    for (let seed = 1; seed <= 3_000; seed += 1) {
      const random = createSeededRandom(seed);
      const server: Server = new Map();
      let entry: SendEntry | null = randomEntry(random, 'queued');
      for (const address of addressesIn(entry.item, 'accepted')) server.set(address, 1);
      const everybody = entry.item.recipients.map(({ address }) => address);
      const refusedBefore = new Set(addressesIn(entry.item, 'refused'));
      const trace: unknown[] = [entry];
      const apply = (event: SendEvent) => {
        if (!entry) return;
        const step = next(entry, event, momentOf(random));
        trace.push(event, step);
        entry = written(entry, step);
      };
      for (let turn = 0; entry && turn < 12; turn += 1) {
        const name = random.pick([
          'due',
          'due',
          'due',
          'sendNow',
          'cancel',
          'accountSaved',
          'looked',
          'start',
          'copyTried',
          'clear',
          'edit',
        ] as const);
        if (name === 'looked') {
          // Evidence does not lie: only what the server has for everybody who may have it is found.
          const mayHave = addressesIn(entry.item, 'unknown');
          const found = mayHave.length > 0 && mayHave.every((address) => server.has(address)) && random.chance(0.8) ? 'sent' : null;
          apply({ type: 'looked', round: null, found });
          continue;
        }
        const before: SendEntry = entry;
        const step = next(before, randomEvent(random, name, before), momentOf(random));
        trace.push(name, step);
        entry = written(before, step);
        if (!entry || 'refusal' in step || !step.effects.some(({ kind }) => kind === 'attempt')) continue;
        const { events, isKilled } = attempt(random, entry, server);
        for (const event of events) apply(event);
        if (isKilled) apply({ type: 'start' });
        // However it went: nobody is left in an attempt that nobody waits for.
        expect(entry.item.state, JSON.stringify(trace)).not.toBe('sending');
      }
      const twice = [...server].filter(([, count]) => count > 1);
      expect(twice, JSON.stringify(trace)).toEqual([]);
      delivered += server.size;
      if (!entry) continue;
      const { item } = entry;
      // Who is said to have it has it; who has not is told, waits, is unknown, or was given up by the user.
      for (const address of addressesIn(item, 'accepted')) expect(server.has(address), JSON.stringify(trace)).toBe(true);
      const named = new Set(item.recipients.map(({ address }) => address));
      const wasGivenUp = item.state === 'accepted' || item.state === 'cancelled';
      for (const address of everybody)
        expect(named.has(address) || wasGivenUp || refusedBefore.has(address), JSON.stringify(trace)).toBe(true);
    }
    expect(delivered).toBeGreaterThan(1_000);
  });
});

describe('when an entry is due', () => {
  const moment = momentOf(createSeededRandom(1));
  const item = randomEntry(createSeededRandom(1), 'queued').item;
  const at = (fields: Partial<OutboxItem>) => dueAt({ ...item, failure: null, nextAttemptAt: null, ...fields }, moment);

  it('at once where nothing is said, and at its next attempt', () => {
    expect(at({})).toBe(0);
    expect(at({ nextAttemptAt: moment.now + 5 })).toBe(moment.now + 5);
  });

  it('never by itself where its user has to change something, and not in a year because a clock was set back', () => {
    expect(at({ failure: { code: 'authentication-refused', permanent: true } })).toBeNull();
    expect(at({ nextAttemptAt: moment.now + 365 * 86_400_000 })).toBe(0);
  });
});
