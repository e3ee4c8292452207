/** Answers the contract's calls about reports that messages carry. */
import type { Handlers } from '../../../contract/call.ts';
import type { Report, reportCalls } from '../../../contract/delivery/reports.ts';
import { type Result, succeed } from '../../../contract/failure.ts';
import type { StoredBytes } from '../../cache/bodies/blobs.ts';
import type { FindMessage } from '../find-message.ts';
import type { FolderReading } from './folder-reports.ts';

interface ReportDependencies {
  readonly find: FindMessage;
  /** Reads the reports of a message away from this thread. */
  readonly reports: (message: StoredBytes) => Promise<Result<Report[]>>;
  readonly folderReports: Pick<FolderReading, 'read' | 'cancel'>;
}

export const createReportHandlers = ({ find, reports, folderReports }: ReportDependencies): Handlers<typeof reportCalls> => ({
  'messages.reports': async ({ id }) => {
    const found = await find(id);
    if (!found.ok) return found;
    const read = await reports(found.value.stored);
    return read.ok ? succeed({ reports: read.value }) : read;
  },
  'reports.read': (asked) => folderReports.read(asked),
  'reports.cancel': ({ ticket }) => {
    folderReports.cancel(ticket);
    return succeed({});
  },
});
