/** The lessons that need no practice server, taken by keyboard alone at real ones. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fillLesson } from '../../../electron/lessons/placeholders.ts';
import { readLesson } from '../../../electron/lessons/read-lesson.ts';
import { ownServer } from '../../../renderer/features/lessons/lesson-servers.ts';
import { describeWithServers } from '../../servers/availability.ts';
import { type MailHost, startMailHost } from '../../servers/mail-host.ts';
import { unwrap } from '../../support/engine-fixture.ts';
import { type RealWindow, startRealWindow } from '../real-window.ts';
import { chooseLesson, chooseServer, lessonRegion, openLessons, showList, takeLesson } from './student.ts';

const password = 'kanarie-Zq7vXw';
const base64 = (text: string) => Buffer.from(text).toString('base64');

for (const kind of ['postfix', 'exim', 'sendmail'] as const)
  describeWithServers(['dovecot', kind], `the lessons in the window at Dovecot and ${kind}`, () => {
    let host: MailHost;
    let window: RealWindow;
    beforeAll(async () => {
      host = await startMailHost({ kind, isOpen: true, users: [{ name: 'ana', password }] });
      for (const number of [1, 2, 3]) await host.dovecot.mail.deliver('ana', `Subject: message ${number}\n\nbody ${number}\n`);
      const as = (name: string, choices: Parameters<MailHost['account']>[1]) => ({ ...host.account('ana', choices), name });
      window = await startRealWindow({
        accounts: [as('clear', { security: 'none' }), as('protected', {}), as('pop3', { protocol: 'pop3' })],
        trustedCertificates: [host.trustedCertificate],
        automatic: false,
      });
      window.page.setDefaultTimeout(60_000);
      await window.page.getByRole('button', { name: 'New message' }).waitFor();
      await window.page.getByRole('treeitem', { name: 'protected' }).first().waitFor();
      await openLessons(window.page);
    }, 180_000);
    afterAll(async () => {
      expect(window?.complaints).toEqual([]);
      await window?.close();
      await host?.stop();
    });

    const sending = [
      ['smtp-by-hand', 'clear'],
      ['auth-login', 'protected'],
    ] as const;
    const reading = [
      ['pop3', 'pop3'],
      ['imap', 'protected'],
    ] as const;
    // Beside every one of them the same Dovecot is read from.
    it.each(kind === 'postfix' ? [...sending, ...reading] : sending)(
      'pass %s',
      async (name, accountName) => {
        const { page, fixture } = window;
        for (const { id } of unwrap(await fixture.client.call('console.list', {}))) await fixture.client.call('console.close', { id });
        const read = readLesson(await readFile(new URL(`../../../electron/lessons/en/${name}.md`, import.meta.url), 'utf8'));
        if (!read.ok) throw new Error(JSON.stringify(read.errors));
        const account = unwrap(await fixture.client.call('accounts.list', {})).find(({ settings }) => settings.name === accountName);
        if (!account) throw new Error(`no account ${accountName}`);
        await showList(page);
        await chooseLesson(page, read.lesson.title);
        await chooseServer(page, accountName);
        const lesson = fillLesson(read.lesson, ownServer(account, read.lesson).values);
        await takeLesson(window, lesson, 'key', (line) =>
          line.replace('{password-base64}', base64(password)).replace('{password}', password),
        );
        await lessonRegion(page).getByRole('status').filter({ hasText: 'The lesson is done.' }).waitFor();
      },
      180_000,
    );
  });
