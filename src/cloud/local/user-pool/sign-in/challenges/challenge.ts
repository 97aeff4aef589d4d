/** What a sign-in may still ask for once the password was right. */
export const challengeNames = [
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
] as const;
export type ChallengeName = (typeof challengeNames)[number];

/** As answers carry it. */
export interface Challenge {
  ChallengeName: ChallengeName;
  Session: string;
  ChallengeParameters: Record<string, string>;
}
