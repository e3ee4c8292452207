/** The session that a message leads to, below hundreds of others and behind a filter. */
import { afterAll, afterEach, expect, it } from 'vitest';
import { succeed } from '../../../electron/contract/failure.ts';
import type { Session } from '../../../electron/contract/transcript.ts';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

const later = (count: number): Session[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `later-${index}`,
    protocol: 'smtp',
    accountId: null,
    accountName: 'Later',
    host: '127.0.0.1',
    port: 587,
    purpose: 'send',
    startedAt: Date.now() + 3_600_000 - index,
    endedAt: Date.now() + 3_600_000,
    state: 'done',
    lines: 0,
    bytesSent: 0,
    bytesReceived: 0,
    tls: null,
    summary: '',
    failure: null,
    pinned: false,
  }));

let window: RealWindow;
afterEach(() => window.close());
afterAll(removeBuiltWindow);

it('is scrolled into sight, whatever the list was narrowed to', async () => {
  window = await startRealWindow({
    practice: true,
    between: (engine) => async (name, input) => {
      const answer = await engine(name, input);
      const { protocol } = input as { protocol?: string }; // the window's calls are typed
      if (name !== 'transcript.sessions' || !answer.ok || (protocol !== undefined && protocol !== 'smtp')) return answer;
      return succeed([...later(200), ...(answer.value as Session[])]); // the engine's answer was checked
    },
  });
  const { page } = window;
  const transcript = page.getByRole('region', { name: 'Transcript' });
  const sessions = transcript.getByRole('listbox', { name: 'Sessions' });
  await sessions.getByRole('option').nth(150).waitFor();
  await transcript.getByRole('button', { name: /Protocol/ }).click();
  await page.getByRole('option', { name: 'SMTP', exact: true }).click();
  await expect.poll(() => sessions.getByRole('option').filter({ hasText: 'IMAP' }).count()).toBe(0);
  await page.getByRole('grid', { name: 'Messages' }).getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Show on the wire' }).click();
  const chosen = sessions.locator('[aria-selected=true]').filter({ hasText: 'IMAP' });
  await chosen.waitFor();
  await expect
    .poll(async () => {
      const [list, option] = [await sessions.boundingBox(), await chosen.boundingBox()];
      return list !== null && option !== null && option.y >= list.y - 1 && option.y + option.height <= list.y + list.height + 1;
    })
    .toBe(true);
});
