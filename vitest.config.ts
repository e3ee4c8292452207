import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real servers and browsers: two cores, so two files at a time.
    globalSetup: './test/support/window-folder.ts',
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Where a failure refuses the work of a day, a test that fails is tried once more; one that then passes is named at the end of the run.
    retry: process.env.CI ? 1 : 0,
    // A condition is waited for as long as a busy machine may need; a test that fails is slow, one that passes is not.
    expect: { poll: { timeout: 20_000 } },
    reporters: ['default', './test/support/counts-reporter.ts'],
    env: { POSTGLASS_NO_DOWNLOAD: '1' },
  },
});
