import { expect, it } from 'vitest';
import { createEmitter } from '../../electron/base/emitter.ts';
import { FailureError, failure } from '../../electron/contract/failure.ts';
import type { MessageRow } from '../../electron/contract/messages.ts';
import type { DomainEvents } from '../../electron/engine/bus.ts';
import { announceToWindows } from '../../electron/engine/lifecycle/window-events.ts';
import { makeRow } from '../renderer/fake/mailbox.ts';

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
