/**
 * The schema library as every file takes it. A window's content security policy forbids eval, which compiled parsers need (DESIGN §11); the
 * engine's threads compile them, which halves what a call costs. A schema looks at this when it is made, so it is set before the first one.
 */
import { z } from 'zod';

z.config({ jitless: 'document' in globalThis });

export { z };
