/** The way of a message as lines of text. */
import type { Language } from '../contract/application.ts';
import type { Hop, MessagePath } from '../contract/delivery/path.ts';
import { fillIn } from '../words/fill-in.ts';
import { pathWords } from '../words/path.ts';

/** Each hop in one line, the oldest first, with what is worth knowing of it below; then the fields of the envelope. */
export function describePath({ hops, envelope, smartHost, left, total }: MessagePath, language: Language): string[] {
  const words = pathWords[language];
  if (hops.length === 0) return [words['path.none'], ...describeEnvelope(envelope, language)];
  const count = { count: String(hops.length) };
  const summary = fillIn(hops.length === 1 ? words['path.hops_one'] : words['path.hops_other'], count);
  const boundary = hops.findIndex(({ trusted }) => trusted);
  return [
    total === null ? summary : `${summary} ${fillIn(words['path.total'], { time: seconds(total) })}`,
    ...(smartHost ? [fillIn(words['path.smartHost'], smartHost)] : []),
    ...(left > 0 ? [fillIn(left === 1 ? words['path.left_one'] : words['path.left_other'], { count: String(left) })] : []),
    ...hops.flatMap((hop, index) => [
      ...(index === boundary && index > 0 ? [`-- ${words['path.boundary']}`] : []),
      `${String(index + 1).padStart(3)}  ${describeHop(hop, language)}`,
      ...hop.notes.map((note) => `     ! ${words[`path.note.${note}`]}`),
    ]),
    ...describeEnvelope(envelope, language),
  ];
}

function describeHop(hop: Hop, language: Language): string {
  const words = pathWords[language];
  const { from, by } = hop;
  const sender = from ? (from.reverse ?? from.name ?? from.address) : null;
  const encryption =
    hop.encrypted === null ? null : hop.encrypted ? (hop.tls?.version ?? words['path.encrypted']) : words['path.notEncrypted'];
  return [
    `${sender ?? words[hop.kind === 'submission' ? 'path.local' : 'path.unnamed']} -> ${by.name ?? by.address ?? words['path.unnamed']}`,
    words[`path.kind.${hop.kind}`],
    hop.protocol,
    encryption,
    hop.date === null ? null : new Date(hop.date).toISOString().replace('.000', ''),
    delayOf(hop, language),
  ]
    .filter((one) => one !== null)
    .join('  ');
}

function delayOf({ delay, skew }: Hop, language: Language): string | null {
  const words = pathWords[language];
  if (skew !== 0) return fillIn(words[skew < 0 ? 'path.clockBehind' : 'path.clockAhead'], { time: seconds(Math.abs(skew)) });
  return delay === null ? null : `+${seconds(delay)}`;
}

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1_000)} s`;

const describeEnvelope = (envelope: MessagePath['envelope'], language: Language): string[] =>
  envelope.map(({ name, value }) => `${name}: ${value}  (${pathWords[language][`path.envelope.${name}`]})`);
