/** What the reports of a folder say together: on an account of this computer, through the contract, as a window asks. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FolderReports } from '../../../electron/contract/delivery/reports.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { googleReport, gzip, tlsReport, withReport } from '../../support/reports/make-report.ts';
import { day as dayOf, openStorage, value, withFolders } from '../cache/open-storage.ts';

const day = 86_400;
const first = 1_772_323_200;

let folder: string;
let fixture: EngineFixture | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postglass-reports-'));
});
afterEach(async () => {
  await fixture?.done();
  fixture = null;
  rmSync(folder, { recursive: true, force: true });
});

/** A report of its own number. */
const numbered = (number: number, xml: string): Buffer => withReport(gzip(xml.replace('9876543210', String(number))));

async function start(messages: readonly Buffer[]): Promise<{ running: EngineFixture; folderId: number }> {
  const path = join(folder, 'spool');
  const texts = messages.map(
    (raw, at) =>
      `From a@example.org Sun Mar  1 00:00:00 2026\nMessage-ID: <${at}@example.org>\n${raw.toString('latin1').replaceAll('\r\n', '\n')}\n`,
  );
  writeFileSync(path, texts.join(''));
  const running = await startEngineFixture();
  fixture = running;
  unwrap(
    await running.client.call('accounts.add', {
      settings: {
        ...{ name: 'Ben', address: 'ben@example.test', displayName: '' },
        incoming: { protocol: 'mbox', path, allowChanges: false },
        outgoing: { protocol: 'sendmail', program: '/usr/sbin/sendmail' },
      },
      passwords: {},
    }),
  );
  const folderId = await running.until('an inbox with all messages', async () => {
    const inbox = unwrap(await running.client.call('folders.list', {})).find(({ role }) => role === 'inbox');
    return inbox?.total === messages.length && inbox.id;
  });
  // What is not indexed yet is looked into, too: how many messages that are depends on the moment.
  await running.until('all messages indexed', async () =>
    (await running.rows(folderId)).every(({ attachments, snippet }) => attachments || snippet),
  );
  return { running, folderId };
}

const read = async ({ running, folderId }: { running: EngineFixture; folderId: number }): Promise<FolderReports> =>
  unwrap(await running.client.call('reports.read', { ticket: 'one', folderId }));

it('adds reports up per domain, day and source, each once, and names what could not be read', async () => {
  const monday = googleReport([
    { source: '192.0.2.10', count: 40 },
    { source: '198.51.100.9', count: 3, disposition: 'reject', dkim: 'fail', spf: 'fail' },
  ]);
  const tuesday = googleReport([{ source: '192.0.2.10', count: 5 }], first + day);
  const started = await start([
    numbered(1, monday),
    numbered(2, tuesday),
    numbered(2, tuesday),
    numbered(3, tuesday.replaceAll('google.com', 'mail.example').replaceAll('example.org', 'example.net')),
    withReport(gzip(JSON.stringify(tlsReport)), { type: 'application/tlsrpt+gzip', name: 'x!example.org!1!2!1.json.gz' }),
    withReport(gzip('nothing'), { name: 'x!example.org!1!2.xml.gz' }),
    withReport(gzip('pictures'), { name: 'pictures.gz' }),
    Buffer.from('Subject: a letter\r\n\r\nNo file.\r\n'),
  ]);
  const found = await read(started);
  expect(found).toMatchObject({ messages: 7, reports: 4, repeated: 1, missing: 0, notHeld: 0, failure: null, moreUnreadable: 0 });
  expect(found.unreadable.map(({ fileName, fault }) => [fileName, fault])).toEqual([['x!example.org!1!2.xml.gz', 'no-report']]);
  expect(found.domains.map(({ domain }) => domain)).toEqual(['example.org', 'example.net']);
  expect(found.domains[0]).toMatchObject({
    dmarcReports: 2,
    tlsReports: 1,
    totals: { messages: 48, passed: 45, failed: 3, quarantined: 0, rejected: 3 },
    succeeded: 5_326,
    failedSessions: 303,
    days: [
      { day: first * 1_000, passed: 40, failed: 3, succeeded: 5_326, failedSessions: 303 },
      { day: (first + day) * 1_000, passed: 5, failed: 0, succeeded: 0, failedSessions: 0 },
    ],
    sources: [
      { source: '192.0.2.10', passed: 45, failed: 0, quarantined: 0, rejected: 0, reporters: 1 },
      { source: '198.51.100.9', passed: 0, failed: 3, quarantined: 0, rejected: 3, reporters: 1 },
    ],
    failures: [
      { reason: 'starttls-not-supported', count: 200 },
      { reason: 'certificate-expired', count: 100 },
      { reason: 'validation-failure', count: 3 },
    ],
  });
  const progress = started.running.events.filter(({ name }) => name === 'reports.progressed').map(({ value }) => value);
  expect(progress[0]).toEqual({ ticket: 'one', done: 0, total: 7, reports: 0 });
});

it('ends when it is told to', async () => {
  const started = await start(Array.from({ length: 5 }, (_, at) => numbered(at, googleReport([{ source: '192.0.2.1', count: 1 }]))));
  const reading = started.running.client.call('reports.read', { ticket: 'two', folderId: started.folderId });
  unwrap(await started.running.client.call('reports.cancel', { ticket: 'two' }));
  const answer = await reading;
  expect(answer.ok ? 'read' : answer.failure.code).toBe('cancelled');
  expect((await read(started)).reports).toBe(5);
});

it('looks into what is held and not indexed yet, and says how many messages are not held and promise no attachment', async () => {
  const open = await openStorage();
  try {
    const folderId = (await withFolders(open))('INBOX');
    const headers = [
      'Content-Type: multipart/related; boundary=b',
      'Content-Type: multipart/report; report-type="tlsrpt"; boundary=b',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: text/plain',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    ].map((type, at) => Buffer.from(`Subject: ${at}\r\nMessage-ID: <${at}@example.org>\r\n${type}\r\n\r\n`));
    const messages = headers.map((header, at) => ({ uid: at + 1, flags: [], internalDate: dayOf(at), size: 500, header }));
    const { ids } = value(await open.storage.addHeaders({ folderId, messages }));
    const body = Buffer.from('--b\r\nContent-Type: application/gzip\r\n\r\nnone\r\n--b--\r\n');
    value(await open.storage.addBodies({ folderId, messages: [{ uid: 1, raw: Buffer.concat([headers[0] ?? body, body]) }] }));
    expect(await open.reader.mayHaveAttachments(folderId)).toEqual({ ids: [ids.get(3), ids.get(2), ids.get(1)], notHeld: 2 });
  } finally {
    await open.done();
  }
});
