/** A program that asks for every covered span gets one a second. */
import { expect, it } from 'vitest';
import { succeed } from '../../../../electron/contract/failure.ts';
import { createRevealLimit } from '../../../../electron/engine/transcript/reveal/reveal-limit.ts';
import { startEngineFixture } from '../../../support/engine-fixture.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

it('asks at most once a second, whatever is answered, also where the clock is set back', async () => {
  const clock = createManualClock();
  const limited = createRevealLimit(clock);
  let asked = 0;
  const ask = () =>
    limited(async () => {
      asked += 1;
      return succeed({ text: 'x' });
    });
  const refused = { ok: false, failure: { code: 'too-soon' } };
  const answers = await Promise.all([ask(), ask(), ask()]);
  expect(answers).toMatchObject([{ ok: true }, refused, refused]);
  clock.advance(999);
  expect(await ask()).toMatchObject(refused);
  clock.advance(1);
  expect(await ask()).toMatchObject({ ok: true });
  clock.advance(-3_600_000);
  expect(await ask()).toMatchObject({ ok: true });
  expect(asked).toBe(3);
});

it('is between every window and the vault', async () => {
  const clock = createManualClock();
  const fixture = await startEngineFixture({ automatic: false, replaced: { clock } });
  const ask = () => fixture.client.call('transcript.reveal', { session: 'none', index: 0, offset: 0 });
  expect(await ask()).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  expect(await ask()).toMatchObject({ ok: false, failure: { code: 'too-soon' } });
  await fixture.done();
});
