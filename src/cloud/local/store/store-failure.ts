/** A failure that a client of DynamoDB sees, with the service's own name for it. */
export class StoreFailure extends Error {
  readonly type: string;
  /** Members of the body besides type and message, such as `CancellationReasons`. */
  readonly details: Record<string, unknown>;

  constructor(type: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'StoreFailure';
    this.type = type;
    this.details = details;
  }

  /** The body in the JSON protocol. */
  get body(): Record<string, unknown> {
    return {
      __type: `com.amazonaws.dynamodb.v20120810#${this.type}`,
      message: this.message,
      ...(this.type === 'TransactionCanceledException' ? { Message: this.message } : {}),
      ...this.details,
    };
  }
}
