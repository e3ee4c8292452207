/** A rewrite of a spool that was cut off at any octet: what the next start makes of it, also where mail was delivered behind it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { finishRewrite, rewriteTail } from '../../../electron/engine/local/spool/rewrite.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-rewrite-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = 'From ana@example.test Thu Jan 29 13:02:00 2015\n';
const message = (subject: string, status = '') => `${line}Subject: ${subject}\n${status}\nBody.\n\n`;
const kept = message('kept');
const old = `${message('one')}${message('two')}${message('three')}`;
const longer = `${message('one', 'Status: RO\n')}${message('two', 'Status: O\nX-Status: F\n')}${message('three', 'Status: O\n')}`;
const shorter = `${message('one')}${message('three')}`;
const arrived = message('arrived meanwhile');

/** What a file can look like when the program was killed or the power failed. */
function* states(after: string): Generator<string> {
  yield old;
  const added = after.slice(old.length);
  // Made longer first; of what was not synced yet nothing may be there.
  for (let written = 0; written <= added.length; written += 1) {
    yield old + added.slice(0, written);
    yield old + added.slice(0, written).padEnd(added.length, '\0');
  }
  const extended = old + added;
  for (let written = 0; written <= after.length; written += 1) {
    yield after.slice(0, written) + extended.slice(written);
    // Blocks are written in any order.
    if (written % 9 === 0 && written <= old.length)
      yield old.slice(0, written) +
        after.slice(written, old.length) +
        extended.slice(Math.max(written, Math.min(after.length, old.length)));
  }
  yield after;
}

async function finish(content: string, before: string, after: string): Promise<{ ended: string; content: string }> {
  const [spool, journal] = [join(folder, 'spool'), join(folder, 'journal')];
  writeFileSync(spool, kept + content, 'latin1');
  writeFileSync(journal, `postglass-rewrite 1 ${kept.length} ${before.length} ${after.length}\n${before}${after}`, 'latin1');
  const ended = await finishRewrite(spool, journal);
  expect(existsSync(journal)).toBe(false);
  if (typeof ended === 'object') expect(readFileSync(ended.kept, 'latin1')).toContain(before);
  return { ended: typeof ended === 'object' ? 'foreign' : ended, content: readFileSync(spool, 'latin1') };
}

describe('a rewrite that was cut off', () => {
  it.each([
    ['longer', longer],
    ['shorter', shorter],
    ['as long', old.replaceAll('Body', 'BODY')],
    ['to nothing', ''],
  ])('%s, at any octet, is finished, and what was delivered behind it stays', async (_, after) => {
    for (const state of states(after)) {
      expect(await finish(state, old, after)).toEqual({ ended: 'finished', content: kept + after });
      expect(await finish(state + arrived, old, after)).toEqual({ ended: 'finished', content: kept + after + arrived });
    }
  });

  it('is left alone where another program has written meanwhile', async () => {
    for (const content of [message('two'), old.replace('two', 'TWO'), '', `${old}no beginning of a message`])
      expect(await finish(content, old, longer)).toEqual({ ended: 'foreign', content: kept + content });
  });

  it('that was never begun is nothing', async () => {
    expect(await finishRewrite(join(folder, 'spool'), join(folder, 'none'))).toBe('none');
  });
});

describe('a rewrite while which', () => {
  const [spool, journal] = [() => join(folder, 'spool'), () => join(folder, 'journal')];
  const begin = () => writeFileSync(spool(), kept + old, 'latin1');
  const text = () => readFileSync(spool(), 'latin1');
  const rewrite = (after: string) => ({ from: kept.length, before: Buffer.from(old, 'latin1'), after: Buffer.from(after, 'latin1') });
  const changes = [longer, shorter, old.replaceAll('Body', 'BODY')];

  it('the lock is lost and mail is delivered keeps that mail, whatever step it comes before', async () => {
    for (const after of changes)
      for (const at of ['journal', 'extend', 'write', 'cut', 'sync', 'forget'] as const) {
        begin();
        let isOurs = true;
        let late = '';
        const deliver = (step: string) => {
          if (step !== at) return;
          late = arrived;
          writeFileSync(spool(), text() + late, 'latin1');
          isOurs = false;
        };
        await rewriteTail(spool(), journal(), rewrite(after), { onStep: deliver, isHeld: async () => isOurs }).catch((error: unknown) =>
          expect(error).toMatchObject({ failure: { code: at === 'journal' ? 'mailbox-locked' : 'mailbox-disturbed' } }),
        );
        await finishRewrite(spool(), journal());
        // Before it was begun, the change is asked for again.
        expect([kept + after + late, kept + old + late], at).toContain(text());
        expect(existsSync(journal())).toBe(false);
      }
  });

  it('a delivery is not seen by the lock is found by the size', async () => {
    for (const [after, at] of [
      [longer, 'extend'],
      [longer, 'write'],
      [shorter, 'cut'],
    ] as const) {
      begin();
      const deliver = (step: string) => {
        if (step === at) writeFileSync(spool(), text() + arrived, 'latin1');
      };
      await expect(rewriteTail(spool(), journal(), rewrite(after), { onStep: deliver })).rejects.toMatchObject({
        failure: { code: 'mailbox-disturbed', permanent: false },
      });
      expect(await finishRewrite(spool(), journal())).toBe('finished');
      expect(text()).toBe(kept + after + arrived);
    }
  });

  it('cannot write the file leaves no note of it', async () => {
    const none = join(folder, 'none', 'spool');
    await expect(rewriteTail(none, journal(), rewrite(longer))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(existsSync(journal())).toBe(false);
  });

  it('the disk is full leaves the file as it was', async () => {
    begin();
    const handle = await open(spool(), 'r');
    const handles = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const { write } = handles;
    let room = 7;
    // Half of it fits.
    const full = vi.spyOn(handles, 'write').mockImplementation(async function (this: FileHandle, ...given: readonly unknown[]) {
      const [bytes, offset, , position] = given as [Buffer, number, number, number];
      if (room === 0) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      const fits = room;
      room = 0;
      return Reflect.apply(write, this, [bytes, offset, fits, position]);
    } as FileHandle['write']);
    const ended = rewriteTail(spool(), journal(), rewrite(longer)).finally(() => full.mockRestore());
    await expect(ended).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(room).toBe(0);
    expect(text()).toBe(kept + old);
    expect(existsSync(journal())).toBe(false);
  });
});
