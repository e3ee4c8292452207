import { expect, it } from 'vitest';
import { createLogger } from '../../electron/base/logger.ts';

it('a line of the log acts on no terminal, and names and replies of a server begin none of their own', () => {
  const written: string[] = [];
  const logger = createLogger('engine', ({ name, text }) => written.push(`${name}: ${text}`));
  logger.child('sync').warning('folder \u001b]0;owned\u0007\u001b[2J was left out');
  logger.warning('folder two\nengine: forged line');
  logger.error('it failed', new Error('NO \u009b31m\u202ered\r\nengine: forged'));
  expect(written).toEqual([
    'engine.sync: folder \\u001b]0;owned\\u0007\\u001b[2J was left out',
    'engine: folder two\\u000aengine: forged line',
    'engine: it failed: NO \\u009b31m\\u202ered\\u000d\\u000aengine: forged',
  ]);
});
