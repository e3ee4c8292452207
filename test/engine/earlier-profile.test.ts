/** A profile that an earlier version left behind when it was killed (`fixtures/earlier-profile`): this one opens it and goes on with it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import type { Account, AccountSettings } from '../../electron/contract/accounts.ts';
import { openVault } from '../../electron/loopback/engine-options.ts';
import { createPracticeServer, type PracticeServer } from '../../electron/practice/practice-server.ts';
import { type EngineFixture, startEngineFixture, unwrap } from '../support/engine-fixture.ts';
import { onServers } from '../support/server-settings.ts';
import { createTravellingClock } from '../support/travelling-clock.ts';

const stored = fileURLToPath(new URL('../fixtures/earlier-profile', import.meta.url));
/** Two seconds after it was killed: a log has an age at which it goes, and a message that was put off has its time. */
const openedAt = 1_796_024_860_000;
/** Of Ana's INBOX when it was read. */
const uidValidity = 1_796_024_842;

function unpack(): string {
  const root = mkdtempSync(join(tmpdir(), 'postglass-earlier-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'data');
  for (const entry of readdirSync(stored, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.zst')) continue;
    const path = join(entry.parentPath, entry.name);
    const target = join(folder, relative(stored, path).slice(0, -'.zst'.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, zstdDecompressSync(readFileSync(path)));
  }
  return folder;
}

/** Without the passphrase that its passwords lie under: until they are given again, nothing connects. */
async function openProfile(): Promise<EngineFixture> {
  const clock = createTravellingClock();
  clock.advance(openedAt - clock.now());
  const fixture = await startEngineFixture({ folder: unpack(), replaced: { clock } });
  onTestFinished(() => fixture.done());
  return fixture;
}

const accountOf = async ({ client }: EngineFixture, name: string): Promise<Account> => {
  const found = unwrap(await client.call('accounts.list', {})).find(({ settings }) => settings.name === name);
  if (!found) throw new Error(`no account ${name}`);
  return found;
};
const rowsOf = async (fixture: EngineFixture, name: string, role: Parameters<EngineFixture['folderOf']>[1]) =>
  fixture.rows((await fixture.folderOf(name, role)).id);
const subjectsOf = async (...of: Parameters<typeof rowsOf>) => (await rowsOf(...of)).map(({ subject }) => subject);
const outboxOf = async ({ client }: EngineFixture) =>
  new Map(unwrap(await client.call('outbox.list', {})).map((item) => [item.subject, item]));
const letters = (...numbers: number[]) => numbers.map((number) => `Letter ${number}`);

it('a profile of an earlier version opens with everything in it', async () => {
  const fixture = await openProfile();
  const { client } = fixture;
  const call = async <Name extends Parameters<typeof client.call>[0]>(...asked: Parameters<typeof client.call<Name>>) =>
    unwrap(await client.call<Name>(...asked));

  /** On a busy machine the thread that reads may take longer to start than a message may take to be read: then it is opened again. */
  const read = async (id = 0) => {
    for (let left = 10; ; left -= 1) {
      const opened = await call('messages.open', { id });
      if (left === 0 || opened.parseFailure === null) return opened;
    }
  };

  // Accounts, trust and settings.
  const [ana, ben] = [await accountOf(fixture, 'Ana'), await accountOf(fixture, 'Ben')];
  expect(ana.settings).toMatchObject({
    address: 'ana@practice.test',
    displayName: 'Ana Pérez',
    incoming: { protocol: 'imap', port: 33291, security: 'starttls', username: 'ana' },
    outgoing: { protocol: 'smtp', port: 32861, security: 'starttls', username: 'ana', mechanism: 'LOGIN' },
  });
  expect(ben.settings.incoming).toMatchObject({ protocol: 'pop3', port: 34625, security: 'none', keepOnServer: false });
  expect((await call('accounts.exceptions', {})).map(({ port }) => port).sort()).toEqual([32861, 33291]);
  expect(await call('application.preferences', {})).toMatchObject({
    language: 'es',
    theme: 'dark',
    density: 'compact',
    textSize: 110,
    dock: 'right',
    panes: { folders: 210, messages: 480 },
    markSeenAfter: 5,
    remoteSenders: ['clara@example.test'],
  });

  // Cached messages, with the changes that wait.
  const inbox = await rowsOf(fixture, 'Ana', 'inbox');
  expect(inbox.map(({ subject }) => subject)).toEqual([
    'Undelivered Mail Returned to Sender',
    'The plan',
    ...letters(14, 12, 11, 10, 9, 8, 5, 4, 3, 2, 1),
  ]);
  expect(inbox.every(({ bodyHeld }) => bodyHeld)).toBe(true);
  expect(inbox.filter(({ answered }) => answered).map(({ subject }) => subject)).toEqual(['The plan']);
  const marked = inbox.filter(({ pending }) => pending);
  expect(marked.map(({ subject, seen, flagged }) => ({ subject, seen, flagged }))).toEqual([
    { subject: 'Letter 2', seen: true, flagged: false },
    { subject: 'Letter 1', seen: false, flagged: true },
  ]);
  expect(await rowsOf(fixture, 'Ana', 'archive')).toMatchObject([{ subject: 'Letter 6', pending: true }]);
  expect(await rowsOf(fixture, 'Ana', 'trash')).toMatchObject([{ subject: 'Letter 7', pending: true }]);
  expect(await call('accounts.holdings', { id: ana.id })).toEqual({ waitingChanges: 4, waitingMessages: 3, drafts: 2, keptMessages: 0 });
  const plan = inbox.find(({ subject }) => subject === 'The plan');
  const opened = await read(plan?.id);
  expect(opened.text).toContain('See the plan.');
  expect(opened.attachments).toMatchObject([{ name: 'plan.csv' }]);
  // Its body waited outside the database to be compressed.
  const latest = inbox.find(({ subject }) => subject === 'Letter 14');
  expect((await read(latest?.id)).text).toContain('number 14.');
  const found = await call('lists.page', { source: { kind: 'search', query: 'harbour "number 5"' }, position: 0, limit: 10 });
  expect(found.rows.map(({ subject }) => subject)).toEqual(['Letter 5']);

  // Mail by POP3, which is on no server any more, and the copies of what was sent.
  const kept = await rowsOf(fixture, 'Ben', 'inbox');
  expect(kept.map(({ subject }) => subject)).toEqual(letters(4, 3, 2, 1));
  expect((await read(kept[3]?.id)).text).toContain('The harbour at dawn, number 1.');
  expect(await subjectsOf(fixture, 'Ben', 'sent')).toEqual(['From Ben']);
  expect(await subjectsOf(fixture, 'Ana', 'sent')).toEqual(['Part of them', 'Re: The plan']);

  // Drafts.
  const drafts = await Promise.all((await call('compose.drafts', {})).map(({ id }) => call('compose.get', { id })));
  expect(drafts.map(({ subject, to, accountId }) => ({ subject, to, accountId }))).toEqual([
    { subject: 'A draft of Ben', to: 'rui@practice.test', accountId: ben.id },
    { subject: 'Re: Letter 5', to: 'clara@example.test', accountId: ana.id },
    { subject: 'A draft with a file', to: 'Clara Diaz <clara@example.test>', accountId: ana.id },
  ]);
  expect(drafts[1]).toMatchObject({ mode: 'reply', inReplyTo: '<letter-5-ana@example.test>' });
  expect(drafts[1]?.text).toContain('> The harbour at dawn, number 5.');
  expect(drafts[2]?.attachments).toMatchObject([{ name: 'notes.txt', type: 'text/plain', size: 22 }]);

  // The outbox: what was on its way is queued again, or unknown where its final dot may have left (docs/sending.md).
  await fixture.until('what was on its way is settled', async () => {
    const outbox = await outboxOf(fixture);
    return outbox.get('Killed before its dot')?.state === 'queued' && outbox.get('Killed after its dot')?.state === 'unknown';
  });
  const outbox = await outboxOf(fixture);
  expect([...outbox.values()].map(({ subject, state, sentCopy }) => `${subject}: ${state}, ${sentCopy}`)).toEqual([
    'Killed before its dot: queued, waiting',
    'Killed after its dot: unknown, waiting',
    'Unknown: unknown, waiting',
    'Copy waits: accepted, waiting',
    'From Ben: accepted, local',
    'Cancelled: cancelled, waiting',
    'Put off: queued, waiting',
    'Refused: refused, waiting',
    'Part of them: partly, filed',
    'Re: The plan: accepted, filed',
  ]);
  expect(outbox.get('Part of them')?.recipients).toMatchObject([
    { address: 'rui@practice.test', state: 'accepted' },
    { address: '550@practice.test', state: 'refused', reply: expect.stringMatching(/^550 5\.1\.1 /) },
  ]);
  expect(outbox.get('Put off')).toMatchObject({ attempts: 1, reply: expect.stringMatching(/^450 4\.2\.0 /) });
  expect(outbox.get('From Ben')).toMatchObject({ queueId: '6B0D2A0B006' });

  // The session log, and from a message to its lines.
  const sessions = await call('transcript.sessions', { limit: 1_000 });
  expect(sessions.map(({ protocol }) => protocol).sort()).toEqual([
    ...Array<string>(6).fill('imap'),
    'pop3',
    ...Array<string>(9).fill('smtp'),
  ]);
  const pinned = sessions.filter((session) => session.pinned);
  expect(pinned).toMatchObject([{ accountName: 'Ben', purpose: 'send' }]);
  const { lines } = await call('transcript.lines', { session: pinned[0]?.id ?? '', from: 0, limit: 2_000 });
  const said = lines.map(({ bytes, direction }) => `${direction} ${Buffer.from(bytes, 'base64').toString()}`);
  expect(said.join('')).toContain('client MAIL FROM:<ben@practice.test>');
  expect(said.join('')).toContain('server 250 2.0.0 Ok: queued as 6B0D2A0B006');
  expect(lines.some(({ direction, masked }) => direction === 'client' && masked.length > 0)).toBe(true);
  const [fetched] = await call('messages.wire', { id: plan?.id ?? 0 });
  expect(sessions.find(({ id }) => id === fetched?.session)).toMatchObject({ protocol: 'imap', accountName: 'Ana' });
  expect((await call('application.health', {})).trouble).toBeNull();
});

it('the passwords that lie in it under a passphrase are found again', async () => {
  const folder = unpack();
  const vault = unwrap(await openVault(folder, { POSTGLASS_PASSPHRASE: 'a passphrase of two people' }));
  const fixture = await startEngineFixture({ folder, vault, automatic: false });
  onTestFinished(() => fixture.done());
  const [ana, ben] = [await accountOf(fixture, 'Ana'), await accountOf(fixture, 'Ben')];
  // For Ben, whose user name is the same on both sides, one password was enough.
  expect([ana, ben].map(({ passwordMissing }) => passwordMissing)).toEqual([false, false]);
  const keptFor = (...keys: string[]) => Promise.all(keys.map((key) => vault.get(key)));
  expect(await keptFor(`account:${ana.id}:incoming`, `account:${ana.id}:outgoing`)).toEqual(['ana-in', 'ana-out']);
  expect(await keptFor(`account:${ben.id}:incoming`, `account:${ben.id}:outgoing`)).toEqual(['contraseña de Ben', null]);
  const wrong = await openVault(folder, { POSTGLASS_PASSPHRASE: 'another' });
  expect(wrong).toMatchObject({ ok: false, failure: { code: 'passphrase-wrong' } });
});

/** The servers of the profile, as they would be today: Ana's mail as she left it, Ben's mailbox empty. */
async function startServers(): Promise<PracticeServer> {
  const server = await createPracticeServer();
  onTestFinished(() => server.close());
  const inbox = inboxOf(server);
  const header = (subject: string, messageId: string) =>
    `From: clara@example.test\r\nSubject: ${subject}\r\nMessage-ID: ${messageId}\r\n\r\n`;
  const append = (subject: string, messageId: string) => inbox.append({ bytes: Buffer.from(header(subject, messageId)), internalDate: 0 });
  for (let number = 1; number <= 12; number += 1) append(`Letter ${number}`, `<letter-${number}-ana@example.test>`);
  append('The plan', '<plan@example.test>');
  append('Undelivered Mail Returned to Sender', '<bounce@practice.test>');
  append('Letter 14', '<letter-14-ana@example.test>');
  inbox.renumber(uidValidity);
  return server;
}
function folderOn(server: PracticeServer, name: string) {
  const account = server.accounts.find(({ username }) => username === 'ana');
  const found = account && server.mailbox.mailboxOf(account).find(name);
  if (!found) throw new Error(`no folder ${name}`);
  return found;
}
const inboxOf = (server: PracticeServer) => folderOn(server, 'INBOX');
const subjectOf = (bytes: Buffer) => /^Subject: (.*)\r$/m.exec(bytes.toString())?.[1] ?? '';

it('what waited in it goes on: changes reach the server, and nothing is sent twice', async () => {
  const server = await startServers();
  const fixture = await openProfile();
  const { client } = fixture;
  await fixture.until(
    'what was on its way is settled',
    async () => (await outboxOf(fixture)).get('Killed after its dot')?.state === 'unknown',
  );
  const passwords = { incoming: 'practice', outgoing: 'practice' };
  const give = async (name: string, port: number) => {
    const { id, settings } = await accountOf(fixture, name);
    const here = { host: server.host, security: 'none' as const };
    const incoming: AccountSettings['incoming'] = { ...onServers(settings).incoming, ...here, port };
    const outgoing = { ...onServers(settings).outgoing, ...here, port: server.smtp.port };
    unwrap(await client.call('accounts.update', { id, settings: { ...settings, incoming, outgoing }, passwords }));
  };
  await give('Ana', server.imap.port);
  await give('Ben', server.pop3.port);

  const { id: ana } = await accountOf(fixture, 'Ana');
  await fixture.until('the changes', async () => unwrap(await client.call('accounts.holdings', { id: ana })).waitingChanges === 0, 60_000);
  const subjects = (name: string) => folderOn(server, name).messages.map(({ bytes }) => subjectOf(bytes));
  const flagsOf = (number: number) =>
    [...(inboxOf(server).messages.find(({ bytes }) => subjectOf(bytes) === `Letter ${number}`)?.flags ?? [])].filter((flag) =>
      ['\\Seen', '\\Flagged'].includes(flag),
    );
  expect([flagsOf(1), flagsOf(2), flagsOf(3)]).toEqual([['\\Flagged'], ['\\Seen'], []]);
  expect(subjects('Archive')).toEqual(['Letter 6']);
  expect(subjects('Trash')).toEqual(['Letter 7']);

  await fixture.until(
    'the message that never left',
    async () => (await outboxOf(fixture)).get('Killed before its dot')?.state === 'accepted',
    60_000,
  );
  const waits = (await outboxOf(fixture)).get('Copy waits');
  expect(unwrap(await client.call('outbox.fileAgain', { id: waits?.id ?? '' })).sentCopy).toBe('filed');
  expect(subjects('Sent')).toEqual(['Copy waits']);
  const draft = unwrap(await client.call('compose.drafts', {})).find(({ subject }) => subject === 'A draft with a file');
  unwrap(await client.call('compose.send', { id: draft?.id ?? '' }));
  await fixture.until('the draft', async () => (await outboxOf(fixture)).get('A draft with a file')?.state === 'accepted', 60_000);
  expect(server.mailbox.accepted.map(({ bytes }) => subjectOf(bytes))).toEqual(['Killed before its dot', 'A draft with a file']);
  expect(server.mailbox.accepted[1]?.bytes.toString()).toContain(Buffer.from('Notes of the meeting.\n').toString('base64'));
  const outbox = await outboxOf(fixture);
  expect(['Unknown', 'Killed after its dot'].map((subject) => outbox.get(subject)?.state)).toEqual(['unknown', 'unknown']);
  // Mail by POP3 is where it was.
  expect(await subjectsOf(fixture, 'Ben', 'inbox')).toEqual(letters(4, 3, 2, 1));
});
