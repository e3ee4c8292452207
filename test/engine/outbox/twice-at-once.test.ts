/** The same message handed in twice at one moment, as by two jobs of the same minute: neither call may send a copy beside the other's. */
import { expect, it, onTestFinished } from 'vitest';
import { startPractice } from '../../practice/practice-fixture.ts';
import { startEngineFixture, unwrap } from '../../support/engine-fixture.ts';
import { practiceAccount } from '../../support/practice-account.ts';

const raw = Buffer.from('From: ana@practice.test\r\nSubject: twice\r\n\r\ntwice-mark\r\n');

async function start(automatic: boolean) {
  const server = await startPractice();
  const fixture = await startEngineFixture({ accounts: [practiceAccount(server, 'Ana')], automatic });
  onTestFinished(() => fixture.done());
  const handIn = async (to: string) => unwrap(await fixture.engine.submitRaw({ account: 'Ana', recipients: to.split(' '), raw }));
  return { handIn, accepted: () => server.mailbox.accepted.filter(({ bytes }) => bytes.includes('twice-mark')) };
}

it.each([true, false])('leaves once, and both calls are told the same (sends by itself: %s)', async (automatic) => {
  const { handIn, accepted } = await start(automatic);
  const [one, other] = await Promise.all([handIn('ben@practice.test cleo@practice.test'), handIn('cleo@practice.test ben@practice.test')]);
  expect(one).toMatchObject({ state: 'accepted' });
  expect(other).toEqual(one);
  expect(accepted()).toHaveLength(1);
});

it('to others it is another message', async () => {
  const { handIn, accepted } = await start(true);
  await Promise.all([handIn('ben@practice.test'), handIn('cleo@practice.test')]);
  expect(accepted()).toHaveLength(2);
});

it('once the first is over, it is sent again: a user who hands it in then means it', async () => {
  const { handIn, accepted } = await start(true);
  await handIn('ben@practice.test');
  await handIn('ben@practice.test');
  expect(accepted()).toHaveLength(2);
});
