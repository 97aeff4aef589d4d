/** The challenges that may follow a correct password. */
export const challengeNames = [
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'SOFTWARE_TOKEN_MFA',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
] as const;
export type ChallengeName = (typeof challengeNames)[number];

/** The members of an answer with a challenge. */
export interface Challenge {
  ChallengeName: ChallengeName;
  Session: string;
  ChallengeParameters: Record<string, string>;
}
