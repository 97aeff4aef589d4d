/** Why DynamoDB cancelled a transaction. */

/** Reasons that say: somebody else was faster. */
const passing = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError']);

/**
 * @returns the reason of each of the transaction's items (`None` for those that were not to blame), null where the
 *   failure is another one, or one that trying again would not mend
 */
export function cancelledByOthers(error: unknown): string[] | null {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return null;
  const { CancellationReasons: reasons } = error as Error & { CancellationReasons?: { Code?: string }[] }; // the SDK's shape of this error
  const codes = reasons?.map((reason) => reason.Code ?? 'None') ?? [];
  return codes.length > 0 && codes.every((code) => passing.has(code)) ? codes : null;
}
