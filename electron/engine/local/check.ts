/** The check of an account's side that lies on this computer: the mailbox can be read, it can be locked where it may be changed, the program is there. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { CheckStepName, LocalSettings } from '../../contract/accounts.ts';
import { FailureError, failure, toFailure } from '../../contract/failure.ts';
import { systemCode } from '../disk/system-code.ts';
import type { CheckOutcome, ReportStep } from '../wire/check-steps.ts';
import { fileSource, openToRead } from './mbox/byte-source.ts';
import { scanMbox } from './mbox/scan-mbox.ts';
import { programFault } from './sendmail/sendmail-submitter.ts';
import { createDotlock, findDotlockfile, lockProgramMissing } from './spool/dotlock.ts';
import { fileFailure } from './system-failure.ts';

/** Tries it; never rejects. Nothing is read beyond the first message, and nothing written but the lock. */
export async function checkLocal(place: LocalSettings, report: ReportStep, clock: Clock): Promise<CheckOutcome> {
  const began = clock.now();
  const step = async (name: CheckStepName, work: () => Promise<readonly string[]>): Promise<boolean> => {
    report({ name, state: 'running', milliseconds: 0, facts: [] });
    try {
      const facts = await work();
      report({ name, state: 'done', milliseconds: clock.now() - began, facts: [...facts] });
      return true;
    } catch (error) {
      report({ name, state: 'failed', milliseconds: clock.now() - began, facts: [], failure: toFailure(error) });
      return false;
    }
  };
  const ok = await checkPlace(place, step, clock);
  return { ok, session: null, refusedChain: null };
}

async function checkPlace(
  place: LocalSettings,
  step: (name: CheckStepName, work: () => Promise<readonly string[]>) => Promise<boolean>,
  clock: Clock,
): Promise<boolean> {
  if (place.protocol === 'sendmail')
    return step('program', async () => {
      const fault = await programFault(place.program);
      if (fault) throw new FailureError(fault);
      return [place.program];
    });
  const { path, protocol, allowChanges } = place;
  const isRead = await step('mailbox', async () => {
    try {
      return protocol === 'mbox' ? await lookAtMbox(path) : await lookAtMaildir(path);
    } catch (error) {
      throw new FailureError(fileFailure(error, protocol, path, 'read'));
    }
  });
  if (!isRead || protocol === 'maildir' || !allowChanges) return isRead;
  return step('lock', async () => {
    const program = await findDotlockfile(process.env.PATH ?? '');
    if (program === null) throw new FailureError(lockProgramMissing(path));
    await (await createDotlock(program, clock)(path)).unlock();
    return [program];
  });
}

async function lookAtMbox(path: string): Promise<readonly string[]> {
  let size = 0;
  try {
    ({ size } = await stat(path));
  } catch (error) {
    // Without mail there is no file: then its folder has to be there.
    if (systemCode(error) !== 'ENOENT') throw error;
    await readdir(join(path, '..'));
    return [path];
  }
  const file = await openToRead(path);
  try {
    for await (const _ of scanMbox(fileSource(file, size))) break;
  } finally {
    await file.close();
  }
  return [path, String(size)];
}

async function lookAtMaildir(path: string): Promise<readonly string[]> {
  const names = new Set(await readdir(path));
  if (!names.has('cur') || !names.has('new')) throw new FailureError(failure('not-a-maildir', { protocol: 'maildir', detail: { path } }));
  return [path];
}
