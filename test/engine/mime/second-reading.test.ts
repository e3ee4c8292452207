import { describe, expect, it } from 'vitest';
import { parseMessage } from '../../../electron/engine/mime/parse.ts';
import { compareReadings } from '../../../electron/engine/mime/second-reading/compare.ts';
import { readAgain } from '../../../electron/engine/mime/second-reading/read-again.ts';
import { wire } from '../../fixtures/messages/message.ts';
import { ownMessages } from '../../fixtures/messages/own-messages.ts';

const differences = async (raw: Buffer) => compareReadings(parseMessage(raw), await readAgain(raw));
const own = (path: string): Buffer => {
  const message = ownMessages.find((each) => each.path === path);
  if (!message) throw new Error(`there is no message ${path}`);
  return message.raw;
};

describe('a message that both parsers read alike', () => {
  it.each([
    'own/plain',
    'own/quoted-printable',
    'own/base64-text',
    'own/encoded-words',
    'own/group-address',
    'own/alternative',
    'own/mixed-with-files',
    'own/names-of-rfc-2231',
    'own/html-plain-words',
    'own/newsletter-large',
    'own/200-parts',
  ])('has no difference: %s', async (path) => {
    expect(await differences(own(path))).toEqual([]);
  });
});

describe('a message that programs read differently', () => {
  it('names both senders where From stands twice, each as one program takes it', async () => {
    expect(await differences(own('own/two-senders'))).toEqual([
      { what: 'from', first: 'First <first@garden.test>, Second <second@field.test>', second: 'Second <second@field.test>' },
    ]);
  });

  it('shows the text around the first place where the two differ', async () => {
    const [difference] = await differences(own('own/flowed'));
    expect(difference).toMatchObject({ what: 'text', first: expect.stringContaining('quoted'), second: expect.stringContaining('quoted') });
    expect(`${difference?.first} ${difference?.second}`.length).toBeLessThan(600);
  });

  it('says nothing of event handlers, which the first reading names away', async () => {
    expect(await differences(own('own/html-scripts'))).toEqual([]);
  });

  it('says nothing of a date that is not there, which mailparser replaces by today', async () => {
    expect(await differences(wire('From: a@garden.test\nSubject: s\n\nx'))).toEqual([]);
  });

  it('never answers a control or direction character', async () => {
    for (const { path, raw } of ownMessages)
      for (const { first, second } of await differences(raw))
        expect(`${first}${second}`, path).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  });
});
