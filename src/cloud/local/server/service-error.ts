/** A refusal in the words of an AWS service: status, type and message. */
export class ServiceError extends Error {
  /** The exception's name, e.g. `NotAuthorizedException`. */
  readonly type: string;
  /** HTTP status: 400 at Cognito, 403 at API Gateway, 5xx for faults. */
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = 'ServiceError';
    this.type = type;
    this.status = status;
  }
}
