/** How the desktop program starts and ends. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { desktopHosts, removeFolders, request, soon } from './desktop-program.ts';

afterAll(removeFolders);

describe.each(desktopHosts)('starting and ending the desktop program in $name', ({ missing, start }) => {
  if (missing) {
    it.skip('needs the runtime', () => {});
    return;
  }

  it('without a keyring nothing is stored, and the program says so (L1)', async () => {
    const program = await start({ keyring: false, built: true, args: ['mailto:ana@example.test?subject=First%20start'] });
    try {
      const page = await program.page();
      // A link given at the first start opens the composer, too; and this is the program as it is built.
      await soon(() => page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('First start');
      expect(await request(page, 'application.info', {})).toMatchObject({ value: { vault: 'memory' } });
      expect(existsSync(join(program.folder, 'keychain-vault'))).toBe(false);
      program.process.kill('SIGTERM');
      expect(await program.ended).toBe(0);
      expect(existsSync(join(program.folder, 'lock.json'))).toBe(false);
    } finally {
      await program.stop();
    }
  });

  it('told to end while it starts, it ends cleanly and frees the data folder', async () => {
    const program = await start();
    await program.evaluate(({ app }) => app.whenReady().then(() => null));
    program.process.kill('SIGINT');
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(0);
    expect(existsSync(join(program.folder, 'lock.json'))).toBe(false);
    await program.stop();
  });

  it('the menu is in the language that the user chose, from the first look on', async () => {
    const first = await start({ practice: false });
    const { folder } = first;
    try {
      const page = await first.page();
      await page.getByRole('button', { name: 'New message' }).first().waitFor();
      expect(await request(page, 'application.setPreferences', { language: 'es' })).toMatchObject({ ok: true });
    } finally {
      first.process.kill('SIGTERM');
      await first.ended;
      await first.stop();
    }
    const second = await start({ practice: false, folder });
    try {
      await second.page();
      expect(await second.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label))).toEqual(
        expect.arrayContaining(['Archivo', 'Mensaje', 'Ver', 'Ayuda']),
      );
    } finally {
      await second.stop();
    }
  });

  it.each([
    ['--inspect'],
    ['--inspect-brk=9229'],
    ['--gpu-launcher=/bin/sh'],
    ['--remote-debugging-port=9222'],
    ['--unknown'],
    ['--lang=xx'],
  ])('%s is refused with status 2 (E10)', async (argument) => {
    const program = await start({ practice: false, args: [argument] });
    expect(await program.ended).toBe(2);
    expect(program.output.stderr).toMatch(/^postglass: \S+/);
    await program.stop();
  });
});
