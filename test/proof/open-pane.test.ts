/**
 * What an open transcript costs a full synchronisation: the same mailbox at Dovecot, with the whole program and its window, once with the pane
 * closed and once with it open on the session that grows, in turn. A measurement, so it is part of the whole proof only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWindow } from '../e2e/mail-window.ts';
import { showTranscript } from '../renderer/real-window.ts';
import { writeAccountsFile } from '../servers/accounts-file.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type DovecotServer, startDovecot } from '../servers/dovecot/dovecot.ts';
import { startBrowserHost } from '../support/browser-host.ts';
import { launchWholeChromium } from '../support/chromium.ts';
import { generateMailbox } from '../support/material/mailbox-generator.ts';
import { isWholeProof, proofDeadline } from '../support/proof-scale.ts';
import { startFaultRelay } from '../support/relay/fault-relay.ts';
import { untilIdle } from './until-idle.ts';

const count = 10_000;
const pairs = 5;
const user = { name: 'ana', password: 'of ana' };

const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** Runs in the page. Resolves to the moment from which on nothing more came, on the page's clock. */
const untilArrived = (wanted: number): Promise<number> =>
  new Promise((resolve) => {
    let calm = 0;
    let since = 0;
    const turn = () => {
      const rows = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'));
      if (rows < wanted || document.querySelector('footer progress')) calm = 0;
      else calm += 1;
      if (calm === 1) since = performance.now();
      // Between headers and bodies nothing is under way for a moment.
      if (calm > 120) resolve(since);
      else requestAnimationFrame(turn);
    };
    turn();
  });

describeWithServers(['dovecot'], 'a full synchronisation', () => {
  describe.skipIf(!isWholeProof)('with its window', () => {
    let server: DovecotServer;
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'postglass-open-pane-'));
      server = await startDovecot({ users: [user], tls: 'no' });
      for (const { raw, date, flags } of generateMailbox({ seed: 7, count, small: true }))
        await server.mail.deliver(user.name, raw, { date: new Date(date), flags: [...flags] });
    }, proofDeadline);
    afterAll(async () => {
      await server?.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    });

    /** Seconds of one, into an empty folder. The server says nothing until the window is there. */
    async function synchronise(isOpen: boolean): Promise<number> {
      const relay = await startFaultRelay({
        target: { host: server.host, port: server.ports.imap },
        faults: [{ connection: 1, at: { direction: 'server', byte: 0 }, effect: { kind: 'stall' } }],
      });
      const login = { host: '127.0.0.1', security: 'none', username: user.name, password: user.password, mechanism: 'PLAIN' } as const;
      const accountsFile = await writeAccountsFile({
        folder,
        accounts: [
          {
            ...{ name: 'Ana', address: 'ana@example.test' },
            incoming: { ...login, protocol: 'imap', port: relay.port },
            outgoing: { ...login, port: 1 },
          },
        ],
      });
      const host = await startBrowserHost({ accountsFile });
      const browser = await launchWholeChromium();
      try {
        const complaints: string[] = [];
        const { page, folders, transcript, session } = await openWindow(browser, host.address, complaints);
        await folders.waitFor();
        await showTranscript(page, isOpen);
        await page.evaluate(untilIdle);
        const arrived = page.evaluate(untilArrived, count);
        const began = await page.evaluate(() => performance.now());
        relay.release();
        // The pane goes to the session that grows, and follows its end.
        if (isOpen)
          await session(/IMAP\s+Ana\s+synchronising/)
            .first()
            .click();
        const took = (await arrived) - began;
        if (isOpen) await transcript.locator('[data-line]').first().waitFor();
        expect(complaints).toEqual([]);
        return took / 1_000;
      } finally {
        await browser.close();
        await host.stop();
        await relay.close();
      }
    }

    it(
      'takes less than five in a hundred longer while the transcript is open',
      async () => {
        await synchronise(true);
        const took: { readonly open: number; readonly closed: number }[] = [];
        for (let pair = 0; pair < pairs; pair += 1) {
          // In turn, and each of them first as often: what else the machine does falls on both.
          const first = await synchronise(pair % 2 === 0);
          const second = await synchronise(pair % 2 !== 0);
          took.push(pair % 2 === 0 ? { open: first, closed: second } : { open: second, closed: first });
        }
        const [open, closed] = [median(took.map((each) => each.open)), median(took.map((each) => each.closed))];
        const more = ((open / closed - 1) * 100).toFixed(1);
        const each = took.map((pair) => `${pair.closed.toFixed(2)} and ${pair.open.toFixed(2)}`).join(', ');
        console.info(
          `a full synchronisation of ${count} messages: ${closed.toFixed(2)} s, with the transcript open ${more} % more (${each})`,
        );
        expect(open / closed).toBeLessThan(1.05);
      },
      proofDeadline,
    );
  });
});
