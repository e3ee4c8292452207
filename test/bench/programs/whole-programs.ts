/**
 * Whole programs beside each other, as their users have them: started until their list is painted, told of a new message, and at rest with
 * five inboxes watched. A program that is not installed is left out by name.
 */
import { join } from 'node:path';
import { type DovecotServer, startDovecot } from '../../servers/dovecot/dovecot.ts';
import { generateMailbox } from '../../support/material/mailbox-generator.ts';
import { runMeasured } from '../peers.ts';
import type { Measured } from '../targets.ts';
import type { PaintedFigures, PaintedRun } from './painted-run.ts';
import { whyNoThunderbird } from './thunderbird.ts';
import type { WatchedFigures, WatchedRun } from './watched-run.ts';
import type { Usage, Watching } from './watching.ts';

type Say = (name: string) => void;

/** Messages that each program is told of, one after the other. */
const arrivals = 15;

/** What cannot be measured here, and why: one entry a program. */
export function missingPrograms(): string[] {
  const why = whyNoThunderbird();
  return why === null ? [] : [`Thunderbird (${why})`];
}

export interface PaintedOptions {
  readonly server: DovecotServer;
  /** Whose inbox this is; every measurement puts messages into it. */
  readonly user: string;
  readonly password: string;
  readonly messages: number;
}

type Painted = Pick<Measured, 'paintedStart' | 'paintedStartOpen' | 'thunderbirdStart' | 'arrival' | 'arrivalFlow' | 'arrivalThunderbird'>;

/** Answers how one round is measured, in a folder of its own. */
export function createPaintedMeasure({ server, user, password, messages }: PaintedOptions) {
  let held = messages;
  return async (folder: string, say: Say): Promise<Painted> => {
    const run = async (by: PaintedRun['by']) => {
      say(`painted by ${by}`);
      const { host, ports, mail } = server;
      const figures = await runMeasured<PaintedFigures>('programs/painted-run.ts', {
        by,
        host,
        port: ports.imap,
        user,
        password,
        mailRoot: mail.root,
        messages: held,
        arrivals,
        folder: join(folder, by),
      } satisfies PaintedRun);
      held += arrivals;
      return figures;
    };
    const own = await run('postglass');
    const flow = await run('imapflow');
    const peer = whyNoThunderbird() === null ? await run('thunderbird') : null;
    return {
      paintedStart: own.start ?? Number.NaN,
      paintedStartOpen: own.startInOpenBrowser ?? Number.NaN,
      thunderbirdStart: peer?.start ?? null,
      arrival: own.arrival,
      arrivalFlow: flow.arrival,
      arrivalThunderbird: peer?.arrival ?? null,
    };
  };
}

type Watched = {
  [Key in Extract<keyof Measured, `watched${string}`>]: Measured[Key];
};

const watchedUsers = ['ana', 'ben', 'eva', 'luis', 'tom'];
const watchedPassword = 'of five';
/** Messages in each of the inboxes; seconds that each program has to come to rest, and in which nothing happens then. */
const watchedMessages = 200;
const watchedSettling = 20;
const watchedSeconds = 60;

/** All programs at once, so that it takes little longer than a minute: each has the same minute, in which none of them works. */
export async function measureWatched(folder: string, say: Say): Promise<Watched> {
  say('five inboxes watched');
  const server = await startDovecot({ users: watchedUsers.map((name) => ({ name, password: watchedPassword })) });
  try {
    for (const user of watchedUsers)
      for (const { raw, date, flags } of generateMailbox({ seed: 1, count: watchedMessages, small: true }))
        await server.mail.deliver(user, raw, { date: new Date(date), flags: [...flags] });
    const watching = (name: string): Watching => ({
      host: server.host,
      port: server.ports.imaps,
      users: watchedUsers,
      password: watchedPassword,
      messages: watchedMessages,
      trustedCertificate: server.trustedCertificate,
      folder: join(folder, name),
      settling: watchedSettling,
      seconds: watchedSeconds,
    });
    const run = (by: WatchedRun['by']) =>
      runMeasured<WatchedFigures>('programs/watched-run.ts', {
        ...watching(by),
        by,
        certificate: server.certificate,
      } satisfies WatchedRun);
    const [engine, node, host, peer] = await Promise.all([
      runMeasured<Usage>('programs/watching-engine-run.ts', watching('engine')),
      runMeasured<Usage>('programs/connections-run.ts', watching('connections')),
      run('host'),
      whyNoThunderbird() === null ? run('thunderbird') : null,
    ]);
    return {
      watchedEngine: engine.memory,
      watchedEngineCpu: engine.processor,
      watchedHost: host.part?.memory ?? Number.NaN,
      watchedHostCpu: host.part?.processor ?? Number.NaN,
      watchedWindow: host.memory,
      watchedWindowCpu: host.processor,
      watchedNode: node.memory,
      watchedNodeCpu: node.processor,
      watchedThunderbird: peer?.memory ?? null,
      watchedThunderbirdCpu: peer?.processor ?? null,
    };
  } finally {
    await server.stop();
  }
}
