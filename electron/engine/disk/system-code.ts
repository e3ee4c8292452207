/** What the file system says went wrong. */

/** The code of a system error (`ENOENT`, `EACCES`); null: it is none. */
export const systemCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/**
 * Does what the file system may refuse, where the work goes on without it.
 * @returns the code of the refusal (`EACCES`); null: it is done
 * @throws what is no system error
 */
export function refusalOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return code;
  }
}
