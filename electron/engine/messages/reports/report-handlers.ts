/** Answers the contract's calls about reports that messages carry. */
import type { Handlers } from '../../../contract/call.ts';
import type { Report, reportCalls } from '../../../contract/delivery/reports.ts';
import { type Result, succeed } from '../../../contract/failure.ts';
import type { StoredBytes } from '../../cache/bodies/blobs.ts';
import type { FindMessage } from '../find-message.ts';

interface ReportDependencies {
  readonly find: FindMessage;
  /** Reads the reports of a message away from this thread. */
  readonly reports: (message: StoredBytes) => Promise<Result<Report[]>>;
}

export const createReportHandlers = ({ find, reports }: ReportDependencies): Handlers<typeof reportCalls> => ({
  'messages.reports': async ({ id }) => {
    const found = await find(id);
    if (!found.ok) return found;
    const read = await reports(found.value.stored);
    return read.ok ? succeed({ reports: read.value }) : read;
  },
});
