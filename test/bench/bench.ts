/**
 * `npm run bench`: how fast the program is on a real Dovecot, beside other programs on the same server in the same run. Only the ratios
 * mean anything on another machine. Options: --messages N (10000), --rounds N (1; medians of more), --json FILE, --gate (status 1 where a
 * target is missed), --growth N (also opens a mailbox of N messages: start, search and list may not depend on its size), --only GROUPS (of
 * mail, sending, painted, watched, pane; with commas between), --before FILE (what --json of another commit wrote on the same machine the same day:
 * each line also says how many times that figure it is, and with --gate one that is over 1.05 times as much counts as missed).
 * Where a target is missed what was measured is run once more under a profiler, and the table is followed by where its time goes.
 *
 * Durability of each side: the engine's cache survives a killed program (WAL, synchronous=NORMAL), its user data a power cut (FULL); mbsync runs
 * with FSync off, as strong as the cache; ImapFlow alone and nodemailer keep nothing. COMPRESS=DEFLATE is off on every side, as the engine
 * has it on loopback. With more than 10,000 messages mu is left out. Start times are those of sources as they lie; `npm run` keeps them compiled. The server's indexes and files are read once, uncounted, before anything is measured.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPracticeServer } from '../../electron/practice/practice-server.ts';
import { writeAccountsFile } from '../servers/accounts-file.ts';
import { startDovecot } from '../servers/dovecot/dovecot.ts';
import { generateMailbox } from '../support/material/mailbox-generator.ts';
import { explainMisses, type Runs, type Sent } from './explain.ts';
import { compareGrowth } from './growth.ts';
import type { ImapFlowRun } from './imapflow-run.ts';
import { indexWithMu, prepareMbsync, runMeasured } from './peers.ts';
import type { OpenPaneFigures, OpenPaneRun } from './programs/open-pane-run.ts';
import { createPaintedMeasure, measureWatched, missingPrograms } from './programs/whole-programs.ts';
import type { SendRun } from './send-run.ts';
import { isWorse, judge, readEarlier, show } from './table.ts';
import { durability, type Measured, type Opened, targets } from './targets.ts';
import type { WindowFigures, WindowRun } from './window-run.ts';

const { values: given } = parseArgs({
  options: {
    messages: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '1' },
    json: { type: 'string' },
    growth: { type: 'string' },
    gate: { type: 'boolean', default: false },
    only: { type: 'string' },
    before: { type: 'string' },
  },
});
const messages = Number(given.messages);
const rounds = Number(given.rounds);
const growth = given.growth === undefined ? null : Number(given.growth);
const isCount = (value: number) => Number.isInteger(value) && value >= 200;
if (!isCount(messages) || !(growth === null || isCount(growth)) || !Number.isInteger(rounds) || rounds < 1) {
  process.stderr.write('bench: --messages and --growth take a number from 200, --rounds one from 1\n');
  process.exit(2);
}
const groups = ['mail', 'sending', 'painted', 'watched', 'pane'] as const;
const chosen = new Set(given.only?.split(',') ?? groups);
if (![...chosen].every((name) => groups.some((group) => group === name))) {
  process.stderr.write(`bench: --only takes some of ${groups.join(', ')}\n`);
  process.exit(2);
}
const earlier = given.before === undefined ? null : readEarlier(given.before);
if (earlier && earlier.messages !== messages) {
  process.stderr.write(`bench: ${given.before} is of ${earlier.messages} messages, not of ${messages}\n`);
  process.exit(2);
}
const say = (text: string) => process.stderr.write(`${text}\n`);
const root = mkdtempSync(join(tmpdir(), 'postglass-bench-'));
/** What mu is measured beside is a mailbox of this size; five times as many messages take it five minutes. */
const mostForMu = 10_000;
/** Full synchronisations of each kind in a round, with the transcript open and closed. */
const panePairs = 3;
const user = 'bench';
const largeUser = 'large';
/** Whose copies of what is sent do not become part of the mailbox that is measured. */
const sender = 'sender';
/** Whose mailbox grows by the messages that arrive. */
const receiver = 'receiver';
const password = 'of bench';
const users = [user, largeUser, sender, receiver];
const addressOf = (username: string) => `${username}@practice.test`;
const server = await startDovecot({ users: users.map((name) => ({ name, password })), tls: 'no' });
const smtp = await createPracticeServer({
  accounts: users.map((username) => ({ username, password, displayName: username, address: addressOf(username) })),
});

async function fillMailbox(of: string, count: number): Promise<{ bytes: number; words: string[] }> {
  let bytes = 0;
  const words = new Set<string>();
  for (const { raw, date, flags, number } of generateMailbox({ seed: 1, count })) {
    await server.mail.deliver(of, raw, { date: new Date(date), flags: [...flags] });
    bytes += raw.length;
    if (number % Math.ceil(count / 20) !== 0) continue;
    for (const [word] of raw.toString('latin1').matchAll(/\b[a-z]{5,12}\b/g)) {
      words.add(word);
      if (words.size % 3 === 0) break;
    }
  }
  return { bytes, words: ['re', 'from:silva', 'subject:re', '"co de"', 'ana has:attachment', ...words] };
}

const accountsOf = (folder: string, username: string): Promise<string> =>
  writeAccountsFile({
    folder,
    accounts: [
      {
        name: username,
        address: addressOf(username),
        incoming: { protocol: 'imap', host: server.host, port: server.ports.imap, security: 'none', username, password },
        outgoing: { host: smtp.host, port: smtp.smtp.port, security: 'none', username, password, mechanism: 'PLAIN' },
      },
    ],
  });

interface PreparedRuns extends Runs {
  readonly accountsFile: string;
}

/** Runs of the engine and of every sender, in a folder of their own. */
async function prepareRuns(folder: string, words: readonly string[]): Promise<PreparedRuns> {
  const senderFolder = join(folder, 'sender');
  await mkdir(senderFolder, { recursive: true });
  const accountsFile = await accountsOf(folder, user);
  const senderFile = await accountsOf(senderFolder, sender);
  return {
    accountsFile,
    engine(name, run, profiles) {
      begin(name);
      return runMeasured('engine-run.ts', { dataFolder: join(folder, name), accountsFile, messages, words, ...run }, profiles);
    },
    send: (run) =>
      runMeasured<Sent>('send-run.ts', {
        ...run,
        host: smtp.host,
        port: smtp.smtp.port,
        user: sender,
        password,
        accountsFile: senderFile,
        dataFolder: join(senderFolder, `${run.by}-${run.bytes}`),
      } satisfies SendRun),
  };
}

/** What the last one wrote is on the disk: nobody waits for the writes of another. */
function begin(name: string): void {
  say(`  ${name} …`);
  execFileSync('sync');
}

const measurePainted = createPaintedMeasure({ server, user: receiver, password, messages });

async function measure(round: number, words: readonly string[]): Promise<Partial<Measured>> {
  const folder = join(root, `round-${round}`);
  const runs = await prepareRuns(folder, words);
  const measured: Partial<Measured> = {
    ...(chosen.has('mail') ? await measureMail(round, words, folder, runs) : {}),
    ...(chosen.has('sending') ? await measureSending(runs.send) : {}),
    ...(chosen.has('painted') ? await measurePainted(join(folder, 'painted'), begin) : {}),
    ...(chosen.has('watched') ? await measureWatched(join(folder, 'watched'), begin) : {}),
    ...(chosen.has('pane') ? await measurePane(folder) : {}),
  };
  rmSync(folder, { recursive: true, force: true });
  return measured;
}

async function measureMail(round: number, words: readonly string[], folder: string, { engine, accountsFile }: PreparedRuns) {
  const imap: ImapFlowRun = { host: server.host, port: server.ports.imap, user, password };

  const recorded = () => engine<{ seconds: number; cpu: number }>('recorded', { mode: 'once', recorder: 'transcript' });
  const dropped = () => engine<{ seconds: number; cpu: number }>('dropped', { mode: 'once', recorder: 'none' });
  // The second one finds warmer caches: the two swap places each round.
  const halves = round % 2 === 0 ? [await recorded(), await dropped()] : [await dropped(), await recorded()].reverse();
  const first = await engine<Measured>('first', { mode: 'first' });
  const again = await engine<Opened & Pick<Measured, 'firstResync' | 'resync' | 'listAtRestP95'>>('first', { mode: 'again' });
  begin('window');
  const window = await runMeasured<WindowFigures>('window-run.ts', {
    accountsFile,
    synchronised: join(folder, 'first'),
    fresh: join(folder, 'window'),
    messages,
    words,
  } satisfies WindowRun);
  begin('ImapFlow alone');
  const flow = await runMeasured<{ page: number; headers: number; bodies: number }>('imapflow-run.ts', imap);
  begin('mbsync');
  const mbsync = await prepareMbsync({ folder: join(folder, 'mbsync'), ...imap });
  const pulled = await mbsync.pull();
  const pulledAgain = await mbsync.pull();
  let mu: number | null = null;
  if (messages <= mostForMu) {
    begin('mu');
    mu = (await indexWithMu(folder, mbsync.maildir)).seconds;
  }
  return {
    ...first,
    ...window,
    onceRecorded: halves[0]?.seconds ?? Number.NaN,
    onceDropped: halves[1]?.seconds ?? Number.NaN,
    onceRecordedCpu: halves[0]?.cpu ?? Number.NaN,
    onceDroppedCpu: halves[1]?.cpu ?? Number.NaN,
    again: again.listed,
    firstResync: again.firstResync,
    resync: again.resync,
    searchAtRest: again.searchAtRest,
    listAtRest: again.listAtRest,
    listAtRestP95: again.listAtRestP95,
    mbsync: pulled.seconds,
    mbsyncAgain: pulledAgain.seconds,
    flowPage: flow.page,
    flowHeaders: flow.headers,
    flowBodies: flow.bodies,
    mu,
  };
}

async function measurePane(folder: string) {
  begin('full synchronisations, with the transcript open and closed');
  const figures = await runMeasured<OpenPaneFigures>('programs/open-pane-run.ts', {
    ...{ host: server.host, port: server.ports.imap, user, password, messages, folder },
    pairs: panePairs,
  } satisfies OpenPaneRun);
  return {
    paneOpen: figures.open,
    paneClosed: figures.closed,
    paneOpenCpu: figures.openCpu,
    paneClosedCpu: figures.closedCpu,
  };
}

async function measureSending(send: Runs['send']) {
  begin('sending');
  const short = { bytes: 1_000, count: 200 };
  const long = { bytes: 1_000_000, count: 20 };
  const small = await send({ by: 'engine', ...short });
  const mailer1k = (await send({ by: 'nodemailer', ...short })).p50;
  const synced1k = (await send({ by: 'nodemailer-synced', ...short })).p50;
  const large = await send({ by: 'engine', ...long });
  const mailer1m = (await send({ by: 'nodemailer', ...long })).p50;
  const synced1m = (await send({ by: 'nodemailer-synced', ...long })).p50;
  return { send1k: small.p50, filed1k: small.filed, mailer1k, synced1k, send1m: large.p50, filed1m: large.filed, mailer1m, synced1m };
}

let missed = 0;
try {
  say(`A mailbox of ${messages} messages …`);
  const { bytes, words } = await fillMailbox(user, messages);
  say('The server reads it once, uncounted …');
  await runMeasured('imapflow-run.ts', { host: server.host, port: server.ports.imap, user, password } satisfies ImapFlowRun);
  if (chosen.has('painted')) {
    await fillMailbox(receiver, messages);
    await runMeasured('imapflow-run.ts', { host: server.host, port: server.ports.imap, user: receiver, password } satisfies ImapFlowRun);
  }
  const all: Partial<Measured>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`Round ${round + 1} of ${rounds}, load ${(loadavg()[0] ?? 0).toFixed(1)} on ${cpus().length} cores`);
    all.push(await measure(round, words));
  }
  const lines = targets.flatMap((target) => judge(target, all, earlier) ?? []);
  process.stdout.write(
    `${messages} messages, ${(bytes / 1e6).toFixed(0)} MB, ${rounds} round(s), load now ${(loadavg()[0] ?? 0).toFixed(1)}\n\n`,
  );
  for (const line of lines) process.stdout.write(`${show(line)}\n`);
  for (const name of missingPrograms()) process.stdout.write(`left out: ${name}\n`);
  const missedLines = lines.filter((line) => line.missed);
  missed = lines.filter((line) => line.missed || isWorse(line)).length;
  process.stdout.write(`\n${durability.join('\n')}\n\n`);
  const why = await explainMisses(
    missedLines.map(({ target }) => target),
    await prepareRuns(join(root, 'why'), words),
    join(root, 'why'),
  );
  for (const line of why) process.stdout.write(`${line}\n`);
  if (growth !== null) {
    say(`A mailbox of ${growth} messages beside that of ${messages} …`);
    await fillMailbox(largeUser, growth);
    const mailboxes = [
      { user, messages },
      { user: largeUser, messages: growth },
    ] as const;
    missed += await compareGrowth({ mailboxes, words, rounds, folder: root, accountsFile: accountsOf });
  }
  if (given.json) writeFileSync(given.json, `${JSON.stringify({ messages, bytes, rounds: all, lines }, null, 2)}\n`);
} finally {
  await smtp.close();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
}
process.exit(given.gate && missed > 0 ? 1 : 0);
