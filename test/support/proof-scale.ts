/**
 * A proof has two sizes: the sample that every run of the tests pays for, and the whole, which takes minutes to an hour and which
 * `npm run prove` asks for.
 */
export const isWholeProof = process.env.POSTGLASS_PROOF === 'whole';

/** The number of runs, operations or seconds for this run. */
export const proofScale = (sample: number, whole: number): number => (isWholeProof ? whole : sample);

/** What the random choices of a proof start from: given again to repeat a failure, else new in a whole proof and fixed in a sample. */
export const proofSeed = (sample: number): number =>
  process.env.POSTGLASS_SEED ? Number(process.env.POSTGLASS_SEED) : isWholeProof ? Math.floor(Math.random() * 2 ** 31) : sample;

/** Milliseconds a proof may take on a machine that has much else to do. */
export const proofDeadline = proofScale(300_000, 7_200_000);
