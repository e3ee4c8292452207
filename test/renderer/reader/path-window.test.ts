/** The way of a message in the real window on a real engine. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type RealWindow, removeBuiltWindow, startRealWindow } from '../real-window.ts';

let window: RealWindow;
beforeAll(async () => {
  window = await startRealWindow();
  await window.page.getByRole('button', { name: 'Add account' }).first().waitFor();
});
beforeEach(() => window.page.keyboard.press('Escape'));
afterAll(async () => {
  await window.close();
  await removeBuiltWindow();
});

const article = () => window.page.getByRole('article', { name: 'Message' });

/** Opens a message out of a file and goes to its path. */
async function openPath(subject: string, ...fields: string[]): Promise<void> {
  const text = [...fields, `Subject: ${subject}`, 'From: Bo <bo@example.org>', '', 'Hello'].join('\r\n');
  await window.page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'letter.eml'));
    document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, text);
  await article().getByRole('heading', { level: 1, name: subject }).waitFor();
  await article().getByRole('tab', { name: 'Path' }).click();
}

it('shows each hop, the wrong clock, where the own provider begins, and the field of each value, by keyboard', async () => {
  await openPath(
    'By way of two hosts',
    'Return-Path: <bo@example.org>',
    'Received: from out.example.org (out.example.org [198.51.100.7]) by mx.example.net (Postfix) with ESMTP id 2; Mon, 30 Nov 2026 17:00:03 +0000',
    'Received: from pc (unknown [203.0.113.9]) by out.example.org (Postfix) with ESMTPSA id 1; Mon, 30 Nov 2026 18:00:00 +0000',
  );
  await article().getByText('2 hops').waitFor();
  const hops = article().getByRole('list', { name: 'Hops, the oldest first' });
  await hops.getByText('clock 60 mins fast').waitFor();
  await hops.getByText('From here on, your own provider wrote the fields.', { exact: false }).waitFor();
  expect(await hops.locator('summary').allInnerTexts()).toEqual([
    expect.stringMatching(/pc\s*→\s*out\.example\.org\s*Submitted\s*Encrypted/),
    expect.stringMatching(/out\.example\.org\s*→\s*mx\.example\.net\s*From network to network\s*Not encrypted/),
  ]);
  await hops.locator('summary').last().focus();
  await window.page.keyboard.press('Enter');
  await hops.getByText('Queue ID').last().waitFor();
  await hops.getByText('Received: from out.example.org', { exact: false }).waitFor();
  await article().getByRole('region', { name: 'Envelope' }).getByText('<bo@example.org>').waitFor();
  expect(window.complaints).toEqual([]);
});

it('is without a fault that axe finds, in light and dark', async () => {
  await openPath('Looked at', 'Received: from a.example by b.example with SMTP id 1; Mon, 30 Nov 2026 18:00:00 +0000');
  await article().getByText('1 hop').waitFor();
  await article().locator('summary').click();
  await window.page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme });
    const found = await window.page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(part: string): Promise<{ violations: { id: string }[] }> } };
      return (await axe.run('article')).violations.map(({ id }) => id);
    });
    expect(found, colorScheme).toEqual([]);
  }
});

it('says so where no server has passed the message on', async () => {
  await openPath('Never sent');
  await article().getByText('No server has passed this message on', { exact: false }).waitFor();
});
