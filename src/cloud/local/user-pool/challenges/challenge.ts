/** What a sign-in may still ask for once the password was right. */
export type ChallengeName =
  | 'NEW_PASSWORD_REQUIRED'
  | 'SMS_MFA'
  | 'SOFTWARE_TOKEN_MFA'
  | 'SELECT_MFA_TYPE'
  | 'MFA_SETUP';

/** As answers carry it. */
export interface Challenge {
  ChallengeName: ChallengeName;
  Session: string;
  ChallengeParameters: Record<string, string>;
}
