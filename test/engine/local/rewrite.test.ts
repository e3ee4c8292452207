/** A rewrite of a spool that was cut off at any octet: what the next start makes of it, also where mail was delivered behind it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishRewrite } from '../../../electron/engine/local/spool/rewrite.ts';

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

/** What a file can look like when the program was killed. */
function* states(after: string): Generator<string> {
  yield old;
  const extended = old.padEnd(after.length, '\0');
  for (let written = 0; written <= after.length; written += 1) yield after.slice(0, written) + extended.slice(written);
  yield after;
}

async function finish(content: string, before: string, after: string): Promise<{ ended: string; content: string }> {
  const [spool, journal] = [join(folder, 'spool'), join(folder, 'journal')];
  writeFileSync(spool, kept + content, 'latin1');
  writeFileSync(journal, `postglass-rewrite 1 ${kept.length} ${before.length} ${after.length}\n${before}${after}`, 'latin1');
  const ended = await finishRewrite(spool, journal);
  expect(existsSync(journal)).toBe(false);
  rmSync(`${journal}.set-aside`, { force: true });
  return { ended, content: readFileSync(spool, 'latin1') };
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
