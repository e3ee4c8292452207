/** Mail that comes is in the list of every window without a question: the event that tells of it carries its rows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PostglassClient } from '../../../electron/contract/contract.ts';
import { createFolderRows } from '../../../renderer/features/messages/rows/folder-rows.ts';
import type { RowSource } from '../../../renderer/features/messages/rows/row-source.ts';
import { createMailActions } from '../../../renderer/state/mail-actions.ts';
import { toggled } from '../../../renderer/state/selection.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';

let fixture: EngineFixture;

beforeAll(async () => {
  fixture = await startEngineFixture({ practice: true });
}, 60_000);
afterAll(() => fixture.done());

/** A list as a window has it, and how often it asked for a page. */
function openList(folderId: number): { readonly rows: RowSource; asked(): number } {
  let asked = 0;
  const counting: Pick<PostglassClient, 'call'> = {
    call(name, input) {
      if (name === 'lists.page') asked += 1;
      return fixture.client.call(name, input);
    },
  };
  const rows = createFolderRows(counting, folderId);
  fixture.client.on('messages.changed', rows.follow);
  rows.show(0, 30);
  return { rows, asked: () => asked };
}

/** Resolves when the list shows what is looked for; the test's own deadline ends it. */
const shown = (rows: RowSource, check: () => boolean) =>
  new Promise<void>((resolve) => {
    const stop = rows.subscribe(look);
    function look() {
      if (!check()) return;
      stop();
      resolve();
    }
    look();
  });

async function sendToMyself(subject: string): Promise<void> {
  const [account] = unwrap(await fixture.client.call('accounts.list', {}));
  const draft = unwrap(await fixture.client.call('compose.start', { mode: 'new' }));
  const { id, accountId, cc, bcc } = draft;
  const to = account?.settings.address ?? '';
  unwrap(await fixture.client.call('compose.save', { id, accountId, to, cc, bcc, subject, text: 'Some words.' }));
  unwrap(await fixture.client.call('compose.send', { id }));
}

it('shows each message at once in both windows, its first words when they are read, and does not ask for a page again', async () => {
  const inbox = await fixture.until('the inbox is listed', async () =>
    unwrap(await fixture.client.call('folders.list', {})).find(({ role }) => role === 'inbox'),
  );
  await fixture.until('everything is read', async () => {
    const rows = await fixture.rows(inbox.id);
    const [state] = unwrap(await fixture.client.call('sync.state', {}));
    return state?.phase === 'idle' && rows.length > 0 && rows.every(({ snippet }) => snippet !== '');
  });
  const windows = [openList(inbox.id), openList(inbox.id)];
  for (const { rows } of windows) await shown(rows, () => rows.rows().ready);
  const before = windows[0]?.rows.rows().total ?? 0;
  let asked: number[] = [];
  for (const subject of ['One', 'Two', 'Three']) {
    await sendToMyself(subject);
    for (const { rows } of windows)
      await shown(rows, () => {
        const first = rows.rows().at(0);
        return first?.subject === subject && first.snippet === 'Some words.';
      });
    // Until the first is there, what was told before the list was opened may have made it ask.
    if (subject === 'One') asked = windows.map((window) => window.asked());
  }
  const held = await fixture.rows(inbox.id);
  expect(windows.map((window) => window.asked())).toEqual(asked);
  for (const { rows } of windows) {
    expect(rows.rows().total).toBe(before + 3);
    expect(held.map((_, position) => rows.rows().at(position))).toEqual(held);
    rows.dispose();
  }
}, 60_000);

it('leaves alone what comes between selecting all and acting on it, and Undo brings the others back', async () => {
  const inbox = await fixture.until('the inbox is listed', async () =>
    unwrap(await fixture.client.call('folders.list', {})).find(({ role }) => role === 'inbox'),
  );
  const { rows } = openList(inbox.id);
  await shown(rows, () => rows.rows().ready);
  const before = rows.rows().total;
  const selected = unwrap(await rows.selectAll());
  await sendToMyself('Afterwards');
  await shown(rows, () => rows.rows().at(0)?.subject === 'Afterwards');
  const ids = [0, 1].map((position) => rows.rows().at(position)?.id ?? 0);
  expect([selected.size, ...ids.map((id) => selected.has(id))]).toEqual([before, false, true]);

  const actions = createMailActions(fixture.client);
  const stays = ids[1] ?? 0;
  rows.remove(toggled(selected, stays));
  expect(rows.rows().total).toBe(2);
  const done = unwrap(await actions.take({ to: 'archive' }, toggled(selected, stays), []));
  expect(done.count).toBe(before - 1);
  expect((await fixture.rows(inbox.id)).map(({ id }) => id)).toEqual(ids);
  unwrap(await actions.undo([done.operationId]));
  expect(await fixture.rows(inbox.id)).toHaveLength(before + 1);
  rows.dispose();
}, 60_000);
