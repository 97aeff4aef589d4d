/** The reasons why DynamoDB cancelled a transaction. */

/** Reasons that mean a conflict with another transaction, or pass by themselves. */
const passing = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError']);

/**
 * @returns the reason of each of the transaction's items (`None` if it was not the cause); null for any other failure,
 * and for a reason that a retry would not mend
 */
export function cancelledByOthers(error: unknown): string[] | null {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return null;
  const { CancellationReasons: reasons } = error as Error & { CancellationReasons?: { Code?: string }[] }; // the SDK's shape of this error
  const codes = reasons?.map((reason) => reason.Code ?? 'None') ?? [];
  return codes.length > 0 && codes.every((code) => passing.has(code)) ? codes : null;
}
