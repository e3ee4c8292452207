import { expect, it } from 'vitest';
import { exitName } from '../../../../electron/engine/local/sendmail/exit-status.ts';
import { explainSendmail } from '../../../../electron/engine/transcript/dialogue/explain-sendmail.ts';

const keyOf = (text: string) => {
  const line = {
    protocol: 'sendmail',
    kind: 'status',
    direction: 'server',
    command: null,
    code: null,
    enhanced: null,
    sasl: null,
    decoded: null,
  } as const;
  const { key, parameters } = explainSendmail({ ...line, text });
  return [key, parameters.name];
};

it('every status of sysexits.h has an entry, and what is none says so', () => {
  const entries = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [64 + at, keyOf(`exit ${64 + at} ${exitName(64 + at)}\r\n`)]));
  const own = (status: number) => [`sendmail.exit.${status}`, undefined];
  const fault = (name: string) => ['sendmail.exit.fault', name];
  expect(entries).toEqual({
    ...Object.fromEntries([64, 65, 67, 68, 69, 75, 77, 78].map((status) => [status, own(status)])),
    ...{ 66: fault('EX_NOINPUT'), 70: fault('EX_SOFTWARE'), 71: fault('EX_OSERR'), 72: fault('EX_OSFILE') },
    ...{ 73: fault('EX_CANTCREAT'), 74: fault('EX_IOERR'), 76: fault('EX_PROTOCOL') },
  });
  expect(keyOf('exit 0 EX_OK\r\n')).toEqual(['sendmail.exit.0', undefined]);
  expect(keyOf('exit 1 1\r\n')).toEqual(['sendmail.exit.other', '1']);
  expect(keyOf('exit SIGKILL\r\n')).toEqual(['sendmail.exit.other', 'SIGKILL']);
});
