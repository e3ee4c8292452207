/** Everything that the program hands out about its sessions, as bytes to be searched: answers, events, exports of every kind, copies. */
import type { ExportOrder, Session } from '../../../electron/contract/transcript.ts';
import { type EngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { type Canary, findCanary, scanFolder } from '../../support/material/canaries.ts';
import { isWholeProof } from '../../support/proof-scale.ts';

export interface Trace {
  readonly where: string;
  readonly bytes: Buffer;
}

type Kind = Pick<ExportOrder, 'format' | 'mail' | 'names'>;
const allKinds: readonly Kind[] = (['text', 'jsonl', 'html'] as const).flatMap((format) =>
  (['left-out', 'included'] as const).flatMap((mail) => (['real', 'replaced'] as const).map((names): Kind => ({ format, mail, names }))),
);

/** A sample is exported once in each format, the names replaced in one of them. */
export const exportKinds = isWholeProof
  ? allKinds
  : allKinds.filter(({ format, mail, names }) => mail === 'included' && (names === 'replaced') === (format === 'html'));

/** Sessions of one file. */
const mostTogether = 500;

/** The file as the window would save it. */
export async function exported({ client, engine }: EngineFixture, sessions: readonly Session[], kind: Kind): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let at = 0; at < sessions.length; at += mostTogether) {
    const ids = sessions.slice(at, at + mostTogether).map(({ id }) => id);
    const { url } = unwrap(await client.call('transcript.export', { sessions: ids, ...kind }));
    const opened = unwrap(await engine.openBytes(url.replace(/^bytes\//, '')));
    for await (const chunk of opened.stream) chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** @param kinds of exports */
export async function tracesOf(fixture: EngineFixture, kinds: readonly Kind[] = exportKinds): Promise<Trace[]> {
  const { client } = fixture;
  const sessions = unwrap(await client.call('transcript.sessions', { limit: 1_000 }));
  const answers: unknown[] = [sessions];
  const copies: unknown[] = [];
  for (const { id, lines } of sessions) {
    for (let from = 0; from < lines; from += 2_000)
      answers.push(unwrap(await client.call('transcript.lines', { session: id, from, limit: 2_000 })));
    answers.push(unwrap(await client.call('transcript.head', { session: id, lines: 400 })));
    copies.push(unwrap(await client.call('transcript.copyAs', { session: id })));
  }
  for (const name of ['accounts.list', 'application.info', 'outbox.list'] as const) answers.push(unwrap(await client.call(name, {})));
  const traces: Trace[] = [
    { where: 'answers', bytes: Buffer.from(JSON.stringify(answers)) },
    { where: 'copies', bytes: Buffer.from(JSON.stringify(copies)) },
    { where: 'events', bytes: Buffer.from(JSON.stringify(fixture.events)) },
  ];
  for (const kind of kinds) {
    if (sessions.length === 0) break;
    const preview = client.call('transcript.exportPreview', {
      ...kind,
      sessions: sessions.slice(0, mostTogether).map(({ id }) => id),
      handle: 'preview',
    });
    const name = `${kind.format}, mail ${kind.mail}, names ${kind.names}`;
    traces.push({ where: `preview of ${name}`, bytes: Buffer.from(JSON.stringify(unwrap(await preview))) });
    traces.push({ where: `export as ${name}`, bytes: await exported(fixture, sessions, kind) });
  }
  return traces;
}

/** Where each of them was found, in words; empty: nowhere. */
export const foundIn = (traces: readonly Trace[], sought: readonly Canary[]): string[] =>
  traces.flatMap(({ where, bytes }) => findCanary(bytes, sought).map(({ canary, encoding }) => `${canary}, ${encoding}: ${where}`));

/** The same in every file of a folder. */
export const foundBelow = async (folder: string, sought: readonly Canary[]): Promise<string[]> =>
  (await scanFolder(folder, sought)).map(({ canary, encoding, path }) => `${canary}, ${encoding}: file ${path}`);
