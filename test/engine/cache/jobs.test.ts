import { expect, it } from 'vitest';
import { bodyJobs } from '../../../electron/engine/cache/bodies/body-jobs.ts';
import { handoverJobs } from '../../../electron/engine/cache/handovers/handover-jobs.ts';
import { folderJobs } from '../../../electron/engine/cache/messages/folder-jobs.ts';
import { headerJobs } from '../../../electron/engine/cache/messages/header-jobs.ts';
import { operationJobs } from '../../../electron/engine/cache/operations/operation-jobs.ts';
import { jobNames } from '../../../electron/engine/cache/queue/jobs.ts';
import { idleJobs } from '../../../electron/engine/cache/search/idle-work.ts';
import { accountJobs } from '../../../electron/engine/cache/user-data/account-jobs.ts';
import { draftJobs } from '../../../electron/engine/cache/user-data/draft-jobs.ts';
import { keptJobs } from '../../../electron/engine/cache/user-data/kept-jobs.ts';
import { outboxJobs } from '../../../electron/engine/cache/user-data/outbox-jobs.ts';
import { pop3Jobs } from '../../../electron/engine/cache/user-data/pop3-jobs.ts';
import { returnJobs } from '../../../electron/engine/cache/user-data/return-jobs.ts';

it('no two subjects give a job the same name: one of them would never run', () => {
  const tables = [
    folderJobs,
    headerJobs,
    bodyJobs,
    operationJobs,
    pop3Jobs,
    returnJobs,
    keptJobs,
    accountJobs,
    draftJobs,
    outboxJobs,
    handoverJobs,
    idleJobs,
  ];
  expect([...jobNames].sort()).toEqual(tables.flatMap((table) => Object.keys(table)).sort());
});
