/**
 * Ends a run with passed, failed and skipped counts for each suite, and with the tests that passed only when they were tried again, so that
 * neither a skip nor an unstable test can hide.
 */
import type { Reporter, TestModule } from 'vitest/node';

export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const suites = new Map<string, { passed: number; failed: number; skipped: number }>();
    const total = { passed: 0, failed: 0, skipped: 0 };
    const unstable: string[] = [];
    for (const module of modules) {
      const suite = module.relativeModuleId
        .split('/')
        .slice(0, 3)
        .join('/')
        .replace(/\/[^/]*\.test\.ts$/, '');
      const counts = suites.get(suite) ?? { passed: 0, failed: 0, skipped: 0 };
      suites.set(suite, counts);
      for (const test of module.children.allTests()) {
        if (test.diagnostic()?.flaky) unstable.push(`${module.relativeModuleId} > ${test.fullName}`);
        const state = test.result().state;
        if (state === 'pending') continue;
        counts[state] += 1;
        total[state] += 1;
      }
    }
    const lines = [...suites]
      .toSorted(([left], [right]) => left.localeCompare(right))
      .map(([suite, counts]) => `  ${suite}: ${describe(counts)}`);
    process.stdout.write(`\n${lines.join('\n')}\n${describe(total)}\n`);
    if (unstable.length > 0) process.stdout.write(`unstable, passed when tried again:\n  ${unstable.join('\n  ')}\n`);
  }
}

const describe = ({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
