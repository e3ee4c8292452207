/** What the file system says went wrong. */

/** The code of a system error (`ENOENT`, `EACCES`); null: it is none. */
export const systemCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
