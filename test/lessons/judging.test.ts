/** What a teacher may ask for, and what counts as done: patterns, and recorded lines judged against the steps of a lesson. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { confirmStep, type JudgedLine, judgeLine, judgeMail, type Progress, startProgress } from '../../electron/lessons/judge.ts';
import { comparable, fits, piecesOf } from '../../electron/lessons/pattern.ts';
import { readLesson } from '../../electron/lessons/read-lesson.ts';

const lessonOf = (...steps: readonly string[]) => {
  const text = `---\ntitle: T\nprotocol: smtp\n---\n${steps.map((checks) => `## Step\n\n\`\`\`check\n${checks}\n\`\`\`\n`).join('\n')}`;
  const read = readLesson(text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.lesson;
};

/** Lines as they were typed: `C: …` and `S: …`, where a server line answers the client line before it, `* key` for notes, `= …` for no answer. */
function session(lines: readonly string[], name = 'one', answers: Readonly<Record<number, number>> = {}): JudgedLine[] {
  let asked: number | null = null;
  return lines.map((line, index) => {
    const direction = line.startsWith('C: ') ? 'client' : line.startsWith('* ') ? 'note' : 'server';
    const text = direction === 'note' ? '' : line.slice(3);
    if (direction === 'client') asked = index;
    const tag = /^(a\d+) /.exec(text)?.[1] ?? null;
    const to = direction === 'server' ? (answers[index] ?? asked) : null;
    return { session: name, index, direction, text, tag, answers: to, note: direction === 'note' ? line.slice(2) : null };
  });
}

const judge = (lines: readonly JudgedLine[], ...steps: readonly string[]): Progress =>
  lines.reduce(judgeLine, startProgress(lessonOf(...steps)));

describe('a pattern', () => {
  it.each([
    ['HELO', 'helo', true],
    ['HELO', 'HELO x', false],
    ['EHLO ...', 'ehlo pupil', true],
    ['EHLO ...', 'EHLO', false],
    ['250...', '250', true],
    ['...STARTTLS...', '250-STARTTLS', true],
    ['* ... EXISTS', '* 17 EXISTS', true],
    ['* ... EXISTS', 'a 17 EXISTS', false],
    ['a...a', 'a', false],
    ['a...b...c', 'a-c-b-c', true],
    ['a...b...b', 'ab', false],
    ['MAIL FROM:…', 'mail from: <x@y>', true],
    ['+OK [a-z]+', '+OK abc', false],
    ['.*', 'anything', false],
    ['...', '', true],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(fits(piecesOf(pattern), comparable(text))).toBe(expected);
  });

  it('is compared in time that grows with the line, however many dots it has', () => {
    const before = performance.now();
    for (let round = 0; round < 200; round += 1) expect(fits(piecesOf(`${'a...'.repeat(70)}b`), 'a'.repeat(4_000))).toBe(false);
    expect(performance.now() - before).toBeLessThan(30_000);
  });
});

describe('steps', () => {
  it('are judged without the patterns being taken apart again for each line', () => {
    const nots = Array.from({ length: 30 }, (_, number) => `not S: ${number}...x...`).join('\n');
    const before = startProgress(lessonOf(`C: NOOP...\n${nots}`));
    const split = vi.spyOn(String.prototype, 'split');
    onTestFinished(() => split.mockRestore());
    const after = session(['C: RSET', 'S: 250 ok', 'C: NOOP']).reduce(judgeLine, before);
    expect(split).not.toHaveBeenCalled();
    expect(after.done).toHaveLength(1);
  });

  it('are done in order, each by a line and its answer', () => {
    const lines = session(['* connected', 'S: 220 mx', 'C: HELO', 'S: 501 no', 'C: HELO me', 'S: 250 mx']);
    const progress = judge(lines, 'connected\nS: 220...', 'C: HELO\nS: 501...', 'C: HELO ...\nS: 250...');
    expect(progress.done.map((place) => place?.index)).toEqual([1, 3, 5]);
  });

  it('say when a `not` was broken, until it is done in another connection', () => {
    const step = 'tls\nnot C: AUTH...';
    const broken = judge(session(['C: AUTH LOGIN', '* tls']), step);
    expect(broken).toMatchObject({ spoiled: 'one', done: [] });
    expect(session(['* tls'], 'two').reduce(judgeLine, broken)).toMatchObject({ spoiled: null, done: [{ session: 'two' }] });
  });

  it('let pass the blank that many type behind the colon', () => {
    expect(judge(session(['C: rcpt to: <ben@x>', 'S: 250 ok']), 'C: RCPT TO:<ben@x>\nS: 250...').done).toHaveLength(1);
  });

  it('are not done by an answer of another kind, and by the next attempt', () => {
    const refused = session(['C: RCPT TO:<a>', 'S: 550 no']);
    expect(judge(refused, 'C: RCPT TO:...\nS: 250...').done).toEqual([]);
    const again = session(['C: RCPT TO:<a>', 'S: 550 no', 'C: NOOP', 'S: 250 ok', 'C: RCPT TO:<b>', 'S: 250 ok']);
    expect(judge(again, 'C: RCPT TO:...\nS: 250...').done.map((place) => place?.index)).toEqual([5]);
    const atOnce = session(['C: RCPT TO:<a>', 'S: 550 no', 'C: RCPT TO:<b>', 'S: 250 ok']);
    expect(judge(atOnce, 'C: RCPT TO:...\nS: 250...').done.map((place) => place?.index)).toEqual([3]);
  });

  it('know which answer is whose where commands were sent ahead (RFC 2920)', () => {
    const lines = session(['C: RCPT TO:<a>', 'C: RCPT TO:<b>', 'S: 550 no', 'S: 250 ok'], 'one', { 2: 0, 3: 1 });
    expect(judge(lines, 'C: RCPT TO:<a>\nS: 550...').done.map((place) => place?.index)).toEqual([2]);
    expect(judge(lines, 'C: RCPT TO:...\nS: 250...').done.map((place) => place?.index)).toEqual([3]);
    expect(judge(lines, 'C: RCPT TO:<a>\nS: 250...').done).toEqual([]);
  });

  it('need no tag, and find one of several lines of an answer', () => {
    const lines = session(['C: a1 SELECT INBOX', 'S: * FLAGS ()', 'S: * 3 EXISTS', 'S: a1 OK [READ-WRITE] done']);
    expect(judge(lines, 'C: SELECT ...\nS: * ... EXISTS\nS: OK ...').done).toHaveLength(1);
    expect(judge(lines, 'C: a1 SELECT ...\nS: a1 OK ...').done).toHaveLength(1);
  });

  it.each([
    ['C: SELECT Lesson', 'C: a1 select "Lesson"'],
    ['C: DELETE Lesson', 'C: a1 DELETE  Lesson '],
    ['C: QUIT', 'C: quit '],
    ['C: AUTH LOGIN', 'C: auth  login'],
    ['C: MAIL FROM:...', 'C: MAIL  FROM: <ana@example.test>'],
  ])('are done by what a server reads as the same: %s, %s', (check, typed) => {
    expect(judge(session([typed, 'S: a1 OK done']), `${check}\nS: ...OK...`).done).toHaveLength(1);
  });

  it.each([
    ['C: SELECT Lesson', 'C: a1 SELECT "Les son"'],
    ['C: HELO', 'C: HELO me'],
    ['C: EHLO ...', 'C: EHLO'],
  ])('are not done by something else: %s, %s', (check, typed) => {
    expect(judge(session([typed, 'S: a1 OK done']), `${check}\nS: ...OK...`).done).toHaveLength(0);
  });

  it('hear of TLS, of a secret as ▒, and of the end', () => {
    const lines = session(['C: STARTTLS', 'S: 220 go', '* tls', 'C: ▒▒▒▒', 'S: 235 ok', 'C: QUIT', 'S: 221 bye', '* closed']);
    expect(judge(lines, 'C: STARTTLS\nS: 220...\ntls', 'C: ▒...\nS: 235...', 'C: QUIT\nS: 221...\nclosed').done).toHaveLength(3);
  });

  it('with “not” hold in a connection in which there was no such line, and else begin anew', () => {
    const offered = ['* connected', 'C: EHLO a', 'S: 250-STARTTLS', 'S: 250 HELP'];
    const stripped = ['* connected', 'C: EHLO a', 'S: 250-XXXXXXXX', 'S: 250 HELP'];
    const step = 'C: EHLO ...\nS: 250 ...\nnot S: ...STARTTLS';
    expect(judge(session(offered), step).done).toEqual([]);
    expect(judge(session(stripped), step).done).toHaveLength(1);
    expect(judge([...session(offered), ...session(stripped, 'two')], step).done.map((place) => place?.session)).toEqual(['two']);
    const clear = 'connected\ntls\nC: AUTH ...\nnot C: STARTTLS';
    expect(judge(session(['* connected', '* tls', 'C: AUTH PLAIN']), clear).done).toHaveLength(1);
    expect(judge(session(['* connected', 'C: STARTTLS', '* tls', 'C: AUTH PLAIN']), clear).done).toEqual([]);
  });

  it('go on in another connection when one was lost', () => {
    const lost = session(['* connected', 'C: DATA', '* lost'], 'one');
    const found = session(['* connected', 'C: DATA', 'S: 354 go'], 'two');
    expect(judge([...lost, ...found], 'C: DATA\nS: 354...').done.map((place) => place?.session)).toEqual(['two']);
  });

  it('are done by the reader’s word only where it is asked for', () => {
    const begun = startProgress(lessonOf('C: NOOP', 'confirm: You saw it'));
    expect(confirmStep(begun)).toBe(begun);
    const asked = session(['C: NOOP']).reduce(judgeLine, begun);
    expect(confirmStep(asked).done).toHaveLength(2);
    expect(judgeLine(confirmStep(asked), session(['C: NOOP'])[0] as JudgedLine).done).toHaveLength(2); // the only one there is
  });

  it('keep nothing that grows with the session', () => {
    let progress = startProgress(lessonOf('C: NEVER\nS: 250...\nnot S: x...'));
    for (let index = 0; index < 20_000; index += 1) {
      const line = {
        session: `s${index % 1_000}`,
        index,
        direction: 'server',
        text: `x${index}`,
        tag: null,
        answers: null,
        note: null,
      } as const;
      progress = judgeLine(progress, line);
    }
    expect(progress.seen.size).toBeLessThanOrEqual(50);
    expect(progress.alternatives).toEqual([]);
  });
});

it('waits for a message that comes into the inbox or goes out of it, by its subject', () => {
  const begun = startProgress(lessonOf('C: x\narrived: Local ...', 'left: Local mail'));
  expect(judgeMail(begun, 'arrived', 'Local mail')).toBe(begun);
  const typed = session(['C: x']).reduce(judgeLine, begun);
  expect(judgeMail(typed, 'left', 'Local mail')).toBe(typed);
  expect(judgeMail(typed, 'arrived', 'From far away')).toBe(typed);
  const arrived = judgeMail(typed, 'arrived', 'local MAIL');
  expect(arrived.done).toEqual([null]);
  expect(judgeMail(arrived, 'left', 'Local mail').done).toEqual([null, null]);
});
