import { expect, it } from 'vitest';
import { createEmitter } from '../../electron/base/emitter.ts';
import { FailureError, failure } from '../../electron/contract/failure.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';
import type { DomainEvents } from '../../electron/engine/bus.ts';
import type { StorageChange } from '../../electron/engine/cache/queue/changes.ts';
import { announceToWindows, gatherChanges, reportOn } from '../../electron/engine/lifecycle/window-events.ts';
import { makeRow } from '../renderer/fake/mailbox.ts';
import { createManualClock } from '../support/manual-clock.ts';

const inbox = 1;

/** What a window hears of one change of the inbox, with these rows in the databases. */
function heardOf(rows: DomainEvents['rowsChanged']['rows'], held: (ids: readonly number[]) => MessageRow[], reset = false) {
  const bus = createEmitter<DomainEvents>();
  const heard: { name: string; value: unknown }[] = [];
  announceToWindows(bus, { rows: held, draftSummary: () => null }, (name, value) => void heard.push({ name, value }));
  bus.emit('rowsChanged', { folderId: inbox, reset, since: 4, revision: 6, total: 10, rows });
  return heard;
}

const all = (ids: readonly number[]) => ids.map((id) => makeRow(id, inbox, 100, 0));
const toRead = [{ name: 'messages.changed', value: { folderId: inbox, reset: false } }];

it('a change goes to the windows with the rows that it names', () => {
  expect(heardOf({ added: [90], changed: [80, 70], removed: [60] }, all)).toEqual([
    {
      name: 'messages.changed',
      value: {
        folderId: inbox,
        reset: false,
        change: { since: 4, revision: 6, total: 10, added: all([90]), changed: all([80, 70]), removed: [60] },
      },
    },
  ]);
});

it('what cannot be named row by row is to be read again', () => {
  expect(heardOf(null, all)).toEqual(toRead);
  // Gone or moved on before it could be read: the next change tells of that.
  expect(heardOf({ added: [90, 91], changed: [], removed: [] }, () => all([90]))).toEqual(toRead);
  expect(heardOf({ added: [90], changed: [], removed: [] }, () => [makeRow(90, 2, 100, 0)])).toEqual(toRead);
  expect(heardOf(null, all, true)).toEqual([{ name: 'messages.changed', value: { folderId: inbox, reset: true } }]);
});

it('a database that cannot be read keeps nobody from hearing that something changed', () => {
  const damaged = () => {
    throw new FailureError(failure('database-corrupt'));
  };
  expect(heardOf({ added: [90], changed: [], removed: [] }, damaged)).toEqual(toRead);
});

it('a row that changed and is not there any more is left out', () => {
  expect(heardOf({ added: [], changed: [80, 70], removed: [] }, () => all([70]))).toMatchObject([
    { value: { change: { changed: all([70]) } } },
  ]);
});

it('what is stored is told at once, what follows within 100 ms together, and the next after that at once again', () => {
  const clock = createManualClock();
  const bus = createEmitter<DomainEvents>();
  const heard: unknown[] = [];
  bus.on('rowsChanged', ({ since, revision, rows }) => heard.push([since, revision, rows?.added]));
  bus.on('folderChanged', ({ accountId }) => heard.push(accountId));
  const committed = gatherChanges(reportOn(bus), clock.after);
  const arrival = (revision: number, id: number): StorageChange => ({
    accounts: ['ana'],
    lists: [
      { folderId: inbox, reset: false, since: revision - 1, revision, total: revision, rows: { added: [id], changed: [], removed: [] } },
    ],
  });
  committed(arrival(1, 10));
  expect(heard.splice(0)).toEqual(['ana', [0, 1, [10]]]);
  committed(arrival(2, 20));
  committed(arrival(3, 30));
  expect(heard).toEqual([]);
  clock.advance(100);
  expect(heard.splice(0)).toEqual(['ana', [1, 3, [20, 30]]]);
  clock.advance(100);
  committed(arrival(4, 40));
  expect(heard.splice(0)).toEqual(['ana', [3, 4, [40]]]);
});
