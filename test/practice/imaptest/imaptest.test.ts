import { describe, expect, it } from 'vitest';
import type { PracticeServer } from '../../../electron/practice/practice-server.ts';
import { ownMailboxFile } from '../../fixtures/messages/own-messages.ts';
import type { LineClient } from '../../servers/line-client.ts';
import { corpusFiles, describeWithCorpus, readCorpusFile } from '../../support/material/corpus.ts';
import { dial, startPractice } from '../practice-fixture.ts';
import { type Bindings, expand, matchAnswer } from './matching.ts';
import { ownScripts } from './own-scripts.ts';
import { parseScript, type Script, type Step } from './script.ts';
import { parseValues, splitAnswers } from './values.ts';

/** Extensions that the practice server does not offer; every script that needs none of these has to pass. */
const notOffered = [
  'BINARY',
  'CATENATE',
  'ESORT',
  'MULTIAPPEND',
  'NOTIFY',
  'CONTEXT=SEARCH',
  'CONTEXT=SORT',
  'SORT',
  'SORT=DISPLAY',
  'THREAD=REFERENCES',
  'THREAD=ORDEREDSUBJECT',
  'URLAUTH',
];
/** Scripts that the practice server does not pass, each with the reason. */
const known: Readonly<Record<string, string>> = { 'fetch-body-mime': 'the material lacks its mailbox file' };

describe('the scripts of this suite', () => {
  for (const [name, text] of Object.entries(ownScripts)) {
    it(name, async () => runScript(await startPractice(), parseScript(text), splitMailbox(ownMailboxFile.toString('latin1'))));
  }
});

describeWithCorpus('The scripts of imaptest', () => {
  const files = corpusFiles().filter((file) => file.path.startsWith('imaptest/src/tests/') && !file.path.includes('/broken/'));
  const scripts = files.filter((file) => !file.path.endsWith('.mbox'));

  it('are all there', () => {
    expect(scripts.length).toBe(72);
  });

  it('are skipped only for extensions that the server indeed does not offer', async () => {
    const client = await dial(await startPractice(), 'imap');
    const answer = await client.ask('a CAPABILITY', /^[\s\S]*a OK .*\r\n/);
    const offered = answer.slice(0, answer.indexOf('\r\n')).split(' ');
    expect(notOffered.filter((capability) => offered.includes(capability))).toEqual([]);
  });

  for (const file of scripts) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const script = parseScript(readCorpusFile(file).toString('latin1'));
    const missing = script.capabilities.filter((capability) => notOffered.includes(capability.toUpperCase()));
    const reason = missing.length > 0 ? `the server does not offer ${missing.join(', ')}` : known[name];
    if (reason) it.skip(`${name} (${reason})`, () => {});
    else {
      it(name, async () => {
        const mailbox =
          files.find((other) => other.path === `${file.path}.mbox`) ?? files.find((other) => other.path.endsWith('/default.mbox'));
        await runScript(await startPractice(), script, mailbox ? splitMailbox(readCorpusFile(mailbox).toString('latin1')) : []);
      });
    }
  }
});

interface Message {
  readonly date: string | undefined;
  readonly text: string;
}

/** A message keeps the empty line before the next `From `, which the scripts count on. */
function splitMailbox(text: string): Message[] {
  return text
    .replaceAll('\r', '')
    .split(/^From (?=.*\d{2}:\d{2}:\d{2})/m)
    .slice(1)
    .map((part) => {
      const line = part.slice(0, part.indexOf('\n'));
      const date = /(\w{3}) +(\d+) ([\d:]+) (\d{4})(?: ([+-]\d{4}))?$/.exec(line);
      const written = date && `${date[2]?.padStart(2, ' ')}-${date[1]}-${date[4]} ${date[3]} ${date[5] ?? '+0000'}`;
      return { date: written ?? undefined, text: part.slice(line.length + 1).replaceAll('\n', '\r\n') };
    });
}

async function runScript(server: PracticeServer, script: Script, messages: readonly Message[]): Promise<void> {
  const clients = await Promise.all(Array.from({ length: script.connections }, () => dial(server, 'imap')));
  const bindings: Bindings = new Map([['mailbox', 'imaptest']]);
  let taken = 0;
  let tags = 0;
  const nextMessage = () => {
    taken += 1;
    return messages[(taken - 1) % messages.length] ?? { date: undefined, text: '' };
  };
  const exchange = async (client: LineClient, command: string) => {
    tags += 1;
    client.send(Buffer.from(`s${tags} ${command}\r\n`, 'latin1'));
    return client.expect(new RegExp(`^(?:[^]*\\r\\n)?s${tags} (?:OK|NO|BAD) .*\\r\\n`));
  };
  const setUp = async (client: LineClient, isFirst: boolean) => {
    if (script.state === 'nonauth') return;
    await exchange(client, 'LOGIN ana practice');
    if (script.state === 'auth') return;
    if (isFirst) await exchange(client, 'CREATE imaptest');
    if (script.state === 'created') return;
    while (isFirst && taken < Math.min(script.messages, Number.isFinite(script.messages) ? Number.POSITIVE_INFINITY : messages.length)) {
      await exchange(client, appendCommand('imaptest', '', nextMessage()));
    }
    await exchange(client, 'SELECT imaptest');
  };
  for (const [index, client] of clients.entries()) await setUp(client, index === 0);

  let current = bindings;
  const unread = new Map<LineClient, string>();
  for (const step of script.steps) {
    const client = clients[step.connection];
    if (!client) throw new Error(`there is no connection ${step.connection + 1}`);
    tags += step.tag ? 0 : 1;
    const tag = step.tag ?? `x${tags}`;
    current = new Map(current).set('tag', tag);
    if (step.command !== undefined) client.send(Buffer.from(`${tag} ${wireCommand(step.command, current, nextMessage)}\r\n`, 'latin1'));
    if (!step.waits) {
      // What a pipelined command is answered with is judged when all have been sent.
      unread.set(client, '');
      continue;
    }
    const text = await client.expect(new RegExp(`^(?:[^]*?\\r\\n)??${tag} (?:OK|NO|BAD) .*\\r\\n`));
    current = judge(step, splitAnswers(text), current);
  }
}

function appendCommand(mailbox: string, flags: string, message: Message): string {
  const date = message.date ? ` "${message.date}"` : '';
  return `APPEND ${mailbox}${flags && ` ${flags}`}${date} {${message.text.length}+}\r\n${message.text}`;
}

/** A bare `append` takes the next message of the mailbox file. */
function wireCommand(command: string, bindings: Bindings, nextMessage: () => Message): string {
  const expanded = expand(command, bindings);
  const append = /^append(?: ([^\s({]+))?(?: (\([^)]*\)))?$/i.exec(expanded);
  if (append) return appendCommand(append[1] ?? 'imaptest', append[2] ?? '', nextMessage());
  return expanded.replace(/~?\{\{\{\n([\s\S]*?)\n\}\}\}/g, (_, text: string) => {
    const literal = text.replaceAll('\n', '\r\n');
    return `{${literal.length}+}\r\n${literal}`;
  });
}

function judge(step: Step, answers: readonly string[], bindings: Bindings): Bindings {
  const tagged = parseValues(answers.at(-1) ?? '').slice(1);
  const untagged = answers.slice(0, -1).map((answer) => parseValues(answer.replace(/^\* /, '')));
  const originals = originalNumbers(untagged.map((values) => values.map(String)));
  let current = bindings;
  const described = `${step.command ?? step.tag}\n${answers.join('\n')}`;
  for (const { text, isForbidden } of step.untagged) {
    const expected = parseValues(text);
    const found = untagged
      .map((values, index) => matchAnswer(expected, values, current, originals[index] ?? String))
      .find((match) => match !== undefined);
    if (isForbidden) expect(found, `${described}\nmust not hold: ${text}`).toBeUndefined();
    else expect(found, `${described}\nlacks: ${text}`).toBeDefined();
    if (!isForbidden) current = found ?? current;
  }
  if (step.reply === '') return current;
  const match = matchAnswer(parseValues(step.reply), tagged, current, String);
  expect(match, `${described}\nshould end with: ${step.reply}`).toBeDefined();
  return match ?? current;
}

/** For each untagged answer: from the sequence number it tells to the one the message had when the command began. */
function originalNumbers(answers: readonly (readonly string[])[]): ((sequence: string) => string)[] {
  const numbers = Array.from({ length: 1_000 }, (_, index) => String(index + 1));
  return answers.map((values) => {
    const before = [...numbers];
    if (values[1]?.toLowerCase() === 'expunge') numbers.splice(Number(values[0]) - 1, 1);
    return (sequence) => before[Number(sequence) - 1] ?? sequence;
  });
}
