/** The storage on the thread of its test: what was asked has been done when its promise answers, and a write that fails is seen where it fails. */
import { fail, succeed, toFailure } from '../../../electron/contract/failure.ts';
import { jobNames } from '../../../electron/engine/cache/queue/jobs.ts';
import { mailReading } from '../../../electron/engine/workers/mail-reading.ts';
import type { StartInline } from '../../../electron/engine/workers/storage.ts';
import { startStorageLoop } from '../../../electron/engine/workers/storage-loop.ts';

export const inlineStorage: StartInline = ({ folder, clock, announce, idleTrouble }) => {
  try {
    const loop = startStorageLoop({ folder, mail: mailReading, now: clock.now, receive() {}, changed: announce, idleTrouble });
    return succeed({
      jobs: { names: jobNames, repeated: [] },
      run: (name, input) => new Promise((resolve) => loop.add({ name, input, answer: resolve })),
      close: async () => {
        loop.close();
        return true;
      },
      onCrash() {},
      gone: Promise.resolve(true),
    });
  } catch (error) {
    return fail(toFailure(error));
  }
};
