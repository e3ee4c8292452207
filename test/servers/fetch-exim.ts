/** Run by hand or by continuous integration before the tests: brings Exim where `availability.ts` looks for it. */
import { fetchExim } from './exim-program.ts';

process.stdout.write(`${await fetchExim()}\n`);
