/** Lesson files: what a teacher writes, what is wrong with it and where, and that no file does more than be text. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Lesson } from '../../electron/lessons/lesson.ts';
import { lessonNames } from '../../electron/lessons/lesson-names.ts';
import { readLesson } from '../../electron/lessons/read-lesson.ts';
import { lessonFaultWords } from '../../electron/words/lesson-faults.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const head = '---\ntitle: T\nprotocol: smtp\n---\n';
const step = '## One\n\n```check\nC: NOOP\n```\n';
const faults = (text: string) => {
  const read = readLesson(text);
  return read.ok ? [] : read.errors.map(({ fault, line, word }) => [fault, line, word]);
};

describe('a lesson file', () => {
  it('has a head, an introduction, and steps with text, lines to type and checks', () => {
    const read =
      readLesson(`${head}Hello **you**,\ntype \`NOOP\`.\n\n- one\n  more\n- two\n\n${step}\n## Two\n\`\`\`type\nNOOP {user}\n\`\`\`
\`\`\`connect
smtps://mail.example
\`\`\`
\`\`\`look-up
MX {domain} @{dns}
\`\`\`
\`\`\`check
not C: x
\`\`\``);
    expect(read).toMatchObject({ ok: false, errors: [{ fault: 'bad-check', line: 29 }] });
    const good = readLesson(`${head}Hello **you**,\ntype \`NOOP\`.\n\n- one\n  more\n- two\n\n${step}`);
    expect(good).toMatchObject({
      ok: true,
      lesson: {
        title: 'T',
        against: 'any',
        blocks: [
          {
            kind: 'paragraph',
            inlines: [
              { kind: 'text', text: 'Hello ' },
              { kind: 'strong', text: 'you' },
              { kind: 'text', text: ', type ' },
              { kind: 'code', text: 'NOOP' },
              { kind: 'text', text: '.' },
            ],
          },
          { kind: 'list', items: [[{ text: 'one more' }], [{ text: 'two' }]] },
        ],
        steps: [{ title: [{ text: 'One' }], checks: [{ kind: 'client', pattern: 'NOOP', line: 15 }] }],
      },
    });
  });

  it.each<[string, (string | number)[][]]>([
    ['', [['no-front-matter', 1, '']]],
    ['---\ntitle: T\n', [['no-front-matter', 1, '']]],
    [`---\ntitle: T\nprotocol: telnet\n---\n${step}`, [['bad-field', 3, 'telnet']]],
    [
      `---\nprotocol: smtp\nagainst: all\n---\n${step}`,
      [
        ['missing-field', 1, 'title'],
        ['bad-field', 3, 'all'],
      ],
    ],
    [`---\ntitle: T\nprotocol: smtp\nauthor: me\n---\n${step}`, [['front-matter-line', 4, 'author: me']]],
    [`${head}text`, [['no-steps', 5, '']]],
    [`${head}## One\n\nno check\n`, [['no-check', 5, '']]],
    [`${head}${step}\n\`\`\`check\nC: x\n\`\`\``, [['second-check', 11, '']]],
    [`${head}${step}\`\`\`type\nx`, [['block-not-closed', 10, '```type']]],
    [`${head}${step}\`\`\`html\n<b>\n\`\`\``, [['unknown-block', 10, 'html']]],
    [`${head}\`\`\`type\nx\n\`\`\`\n${step}`, [['block-outside', 5, 'type']]],
    [`${head}${step}\`\`\`connect\nhttp://x\n\`\`\``, [['bad-connect', 11, 'http://x']]],
    [`${head}${step}\`\`\`look-up\nMX\n\`\`\``, [['bad-look-up', 11, 'MX']]],
    [`${head}Hello {name}\n${step}`, [['unknown-placeholder', 5, '{name}']]],
    [
      `${head}## One\n\`\`\`check\nX: y\nC:\nS: ${'x'.repeat(400)}\n\`\`\``,
      [
        ['bad-check', 7, 'X: y'],
        ['bad-check', 8, 'C:'],
        ['bad-check', 9, `S: ${'x'.repeat(57)}`],
      ],
    ],
    [
      `${head}## One\n\`\`\`check\narrived: \nleft:x\narrived: A subject\n\`\`\``,
      [
        ['bad-check', 7, 'arrived:'],
        ['bad-check', 8, 'left:x'],
      ],
    ],
    [`${head}${'x'.repeat(100_001)}`, [['too-long', 1, '']]],
    [`${head}${step.repeat(61)}`, [['too-many-steps', 305, '60']]],
    [`---\ntitle: ${'e\u0301'.repeat(45_000)}\nprotocol: smtp\n---\n${step}`, [['title-too-long', 2, '120']]],
    [`---\ntitle: T\nsummary: ${'s'.repeat(401)}\nprotocol: smtp\n---\n${step}`, [['title-too-long', 3, '400']]],
    [`${head}${step.replace('One', 'x'.repeat(121))}`, [['title-too-long', 5, '120']]],
    // As many buttons.
    [`${head}${step}${'```type\na\n```\n'.repeat(61)}`, [['too-many-acts', 5, '60']]],
    [`${head}${step}${`\`\`\`type\n${'a\n'.repeat(60)}\`\`\`\n\`\`\`connect\nmx\n\`\`\`\n`}`, [['too-many-acts', 5, '60']]],
    [`${head}${`${step}\`\`\`type\n${'a\n'.repeat(60)}\`\`\`\n`.repeat(6)}`, [['too-many-acts-in-all', 340, '300']]],
    [`${head}## One\n\`\`\`check\nC: a\n${'not S: a\n'.repeat(40)}\`\`\``, [['too-many-checks', 5, '40']]],
    [`${head}${`## One\n\`\`\`check\n${'C: a\n'.repeat(40)}\`\`\`\n`.repeat(8)}`, [['too-many-checks-in-all', 306, '300']]],
    [`${head}${step}${'- a\n'.repeat(201)}`, [['too-many-pieces', 5, '400']]],
    [`${head}${'`a` '.repeat(400)}\n${step}`, [['too-many-pieces', 1, '400']]],
    [`${head}${`${step}${'- a\n'.repeat(199)}`.repeat(8)}`, [['too-many-pieces-in-all', 1433, '3000']]],
    // What would be sent and not shown.
    [`${head}${step}\`\`\`type\nEHLO a\nRCPT TO:<boss\u200b@ex\u{e0041}ample.com>\n\`\`\``, [['unseen-character', 12, 'U+200B']]],
    [`${head}${step}\`\`\`type\nNOOP\tx\n\`\`\``, [['unseen-character', 11, 'U+0009']]],
    [`${head}${step}\`\`\`type\nNOOP\u00a0x\n\`\`\``, [['unseen-character', 11, 'U+00A0']]],
    [`${head}${step}\`\`\`type\n\u2066x\u2069\n\`\`\``, [['unseen-character', 11, 'U+2066']]],
    [`${head}${step}\`\`\`type\nx\u115fy\n\`\`\``, [['unseen-character', 11, 'U+115F']]],
    [`${head}${step}\`\`\`type\ne${'\u0301'.repeat(31)}\n\`\`\``, [['unseen-character', 11, 'U+0301']]],
    [`${head}${step}\`\`\`connect\nsmtp://a\u{e0041}.example\n\`\`\``, [['unseen-character', 11, 'U+E0041']]],
    [`${head}${step}\`\`\`look-up\nMX a\u00ad.example\n\`\`\``, [['unseen-character', 11, 'U+00AD']]],
  ])('names what is wrong and the line: %#', (text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('may hold letters of every language where it is typed', () => {
    expect(faults(`${head}${step}\`\`\`type\nSubject: ñandú Zoë שלום こんにちは 🔑 e\u0301\n\`\`\``)).toEqual([]);
  });

  it('is text and nothing else: no link, no HTML, no picture', () => {
    const read = readLesson(`${head}<img src=x onerror=alert(1)> [a](javascript:1) ![b](http://x)\n\n${step}`);
    expect(read).toMatchObject({
      ok: true,
      lesson: { blocks: [{ inlines: [{ kind: 'text', text: '<img src=x onerror=alert(1)> [a](javascript:1) ![b](http://x)' }] }] },
    });
  });

  it('is read in time that grows with its length, whatever is in it', () => {
    const random = createSeededRandom(7);
    const pieces = [
      '```',
      '```check\n',
      '`',
      '**',
      '\n',
      '## ',
      '- ',
      'C: ',
      'S: ...',
      'not ',
      '{user}',
      '{x}',
      '---\n',
      'title: ',
      'a',
      ' ',
      '\u202e',
      '|',
      '\r',
    ];
    const started = performance.now();
    for (let round = 0; round < 300; round += 1) {
      let text = round % 2 === 0 ? head : '';
      while (text.length < 2_000) text += random.pick(pieces);
      const read = readLesson(text);
      if (!read.ok) {
        expect(read.errors.length).toBeGreaterThan(0);
        expect(read.errors.length).toBeLessThanOrEqual(20);
        for (const { word, line } of read.errors) expect(word.length <= 60 && line >= 1).toBe(true);
      }
    }
    for (const piece of pieces) readLesson(`${head}${piece.repeat(Math.floor(90_000 / piece.length))}`);
    for (const piece of ['```\n', '`a', '**a', '- a\n', '{a', '```type\na\n```\n'])
      readLesson(`${head}## a\n${piece.repeat(Math.floor(90_000 / piece.length))}`);
    // Generous: a reader that goes back would take hours.
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

describe.each(['en', 'es', 'pt', 'pt-br'])('the lessons in %s', (language) => {
  const read = async (name: string, folder: string): Promise<Lesson> => {
    const found = readLesson(await readFile(new URL(`../../electron/lessons/${folder}/${name}.md`, import.meta.url), 'utf8'));
    if (!found.ok) throw new Error(`${folder}/${name}: ${JSON.stringify(found.errors)}`);
    return found.lesson;
  };

  it.each(lessonNames)('%s asks for the same as in English, in its own words', async (name) => {
    const [own, english] = await Promise.all([read(name, language), read(name, 'en')]);
    const checks = ({ steps }: Lesson) =>
      steps.map((each) => each.checks.map(({ line: _, ...check }) => (check.kind === 'confirm' ? check.kind : check)));
    expect(checks(own)).toEqual(checks(english));
    const places = ({ steps }: Lesson) =>
      steps.map(({ blocks }) => blocks.map(({ kind }) => kind).filter((kind) => kind !== 'paragraph' && kind !== 'list'));
    expect(places(own)).toEqual(places(english));
    expect(own).toMatchObject({ protocol: english.protocol, against: english.against });
    // Nothing in these is taken on trust.
    expect(own.steps.flatMap((each) => each.checks.map(({ kind }) => kind))).not.toContain('confirm');
    expect(own.summary).not.toBe('');
    for (const { title, blocks } of own.steps) {
      expect(title.map(({ text }) => text).join('').length).toBeLessThan(60);
      expect(blocks.length).toBeGreaterThan(0);
    }
    if (language !== 'en') expect(own.summary).not.toBe(english.summary);
    // A mark that is none here would stand in the text as it is written.
    const inlines = own.steps.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'paragraph' ? block.inlines : [])));
    expect(inlines.filter(({ kind, text }) => kind === 'text' && /\*\p{L}/u.test(text))).toEqual([]);
  });
});

it('has a sentence in every language for everything that can be wrong', () => {
  const codes = Object.keys(lessonFaultWords.en);
  for (const words of Object.values(lessonFaultWords)) expect(Object.keys(words)).toEqual(codes);
});
