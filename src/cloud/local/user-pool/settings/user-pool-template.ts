/** The pool as the resolved template describes it. */
export interface UserPoolTemplate {
  region: string;
  userPool: { id: string; properties: Record<string, unknown> };
  userPoolClient: { id: string; properties: Record<string, unknown> };
  userPoolGroups?: readonly Record<string, unknown>[];
  userPoolProviders?: readonly Record<string, unknown>[];
  /** For a client that asks for one. */
  clientSecret?: string;
  /** By name in Secrets Manager. */
  secrets?: Readonly<Record<string, string>>;
}
