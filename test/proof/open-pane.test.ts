/**
 * What an open transcript costs a full synchronisation: the same mailbox at Dovecot, with the whole program and its window, once with the pane
 * closed and once with it open on the session that grows, in turn. A measurement, so it is part of the whole proof only.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
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

/** Runs in the page. Resolves when all is there, and nothing more has come for two seconds. */
const untilArrived = (wanted: number): Promise<void> =>
  new Promise((resolve) => {
    let calm = 0;
    const turn = () => {
      const rows = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount'));
      // Between headers and bodies nothing is under way for a moment.
      calm = rows < wanted || document.querySelector('footer progress') ? 0 : calm + 1;
      if (calm > 120) resolve();
      else requestAnimationFrame(turn);
    };
    turn();
  });

/** Runs in the page, where it costs next to nothing: looking for it by its role would compute the name of every element, again and again. */
const openGrowing = (): Promise<void> =>
  new Promise((resolve) => {
    const turn = () => {
      const options = [...document.querySelectorAll<HTMLElement>('[role=listbox] [role=option]')];
      const growing = options.find(({ textContent }) => /synchronising/.test(textContent ?? ''));
      growing?.click();
      if (growing) resolve();
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
        const { page, folders, transcript } = await openWindow(browser, host.address, complaints);
        await folders.waitFor();
        await showTranscript(page, isOpen);
        await page.evaluate(untilIdle);
        const arrived = page.evaluate(untilArrived, count);
        const began = performance.now();
        let ended = began;
        let seen = 0;
        // When the program took what it asked for last, on this side of the wire: the window may draw later. What it asks afterwards is short.
        const watching = setInterval(() => {
          if (relay.record.slice(seen).some(({ direction, bytes }) => direction === 'server' && bytes.length > 1_000))
            ended = performance.now();
          seen = relay.record.length;
        }, 10);
        relay.release();
        // The pane goes to the session that grows, and follows its end.
        if (isOpen) await page.evaluate(openGrowing);
        await arrived;
        clearInterval(watching);
        const took = ended - began;
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
