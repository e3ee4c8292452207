/** `docs/sending.md` says what the table says. `POSTGLASS_WRITE_DOCS=1` writes it there anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type EventName, type Phase, phases, type Transition } from '../../../electron/engine/outbox/send-events.ts';
import { sendTable } from '../../../electron/engine/outbox/send-table.ts';

const page = fileURLToPath(new URL('../../../docs/sending.md', import.meta.url));
const begin =
  '<!-- printed from electron/engine/outbox/send-table.ts; POSTGLASS_WRITE_DOCS=1 npm test -- test/engine/outbox/sending-page.test.ts -->';
const end = '<!-- end of what is printed -->';

const names: Record<Phase | 'removed', string> = {
  queued: 'Waiting',
  sending: 'Being sent',
  handedOver: 'Handed over',
  accepted: 'Accepted',
  partly: 'Accepted for some',
  refused: 'Refused',
  unknown: 'Outcome unknown',
  cancelled: 'Cancelled',
  removed: 'removed',
};

/** What a cell does, and where it may lead. */
function cell({ does, to }: Pick<Transition<EventName>, 'does' | 'to'>): string {
  const targets = to.length === 0 ? [] : [`→ ${to.map((phase) => `*${names[phase]}*`).join(' or ')}`];
  return [does, ...targets].filter((part) => part !== '').join(' ');
}

/** In so many phases what happens is the rule. */
const rule = 5;

/** One row for each event and each thing it does; where it does nothing, no word is lost. */
function printed(): string {
  const rows = Object.values(sendTable).flatMap(({ when, in: cells }) => {
    const groups = new Map<string, string[]>();
    for (const phase of phases) {
      const does = cell(cells[phase]);
      if (does !== '') groups.set(does, [...(groups.get(does) ?? []), names[phase]]);
    }
    // What is the rule comes last and is not spelt out.
    const ordered = [...groups].sort(([, one], [, other]) => Number(one.length > rule) - Number(other.length > rule));
    return ordered.map(
      ([does, where], index) =>
        `| ${index === 0 ? when : ''} | ${index > 0 && where.length > rule ? 'any other' : where.join(', ')} | ${does} |`,
    );
  });
  return ['| what happens | to a message that is | and then |', '|---|---|---|', ...rows].join('\n');
}

it('the page holds the table as it is', () => {
  const text = readFileSync(page, 'utf8');
  const [before = '', rest = ''] = text.split(`${begin}\n`);
  const [, after = ''] = rest.split(end);
  const asItShouldBe = `${before}${begin}\n\n${printed()}\n\n${end}${after}`;
  if (process.env.POSTGLASS_WRITE_DOCS === '1') writeFileSync(page, asItShouldBe);
  expect(readFileSync(page, 'utf8')).toBe(asItShouldBe);
});
