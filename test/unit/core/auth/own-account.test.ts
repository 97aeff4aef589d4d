import { describe, expect, it } from 'vitest';
import type { Factor } from '../../../../src/contract/challenge.ts';
import { createOwnUser } from '../../../../src/core/auth/own-account.ts';
import { readTokens } from '../../../../src/core/auth/tokens.ts';
import type { CallUserPool } from '../../../../src/core/auth/user-pool-client.ts';
import { fakeTokens } from './fake-tokens.ts';

/** The settings that are sent for a person with these factors; null if nothing is. */
async function settingsSent(on: string[], used: Factor[], preferred: Factor | null = null) {
  let sent: object | null = null;
  const call: CallUserPool = async (operation, body) => {
    if (operation === 'SetUserMFAPreference') sent = body;
    return { UserAttributes: [], UserMFASettingList: on };
  };
  const tokens = async () => readTokens(fakeTokens({}), Date.now());
  await createOwnUser(call, { tokens, signal: new AbortController().signal }).useFactors(used, preferred);
  if (!sent) return null;
  const { AccessToken: _, ...settings } = sent as Record<string, unknown>; // TypeScript does not see the call
  return settings;
}

const off = { Enabled: false, PreferredMfa: false };
const use = { Enabled: true, PreferredMfa: false };

describe('WI14: the settings of second factors mention', () => {
  it('the factor that is turned on, and no text messages of a person without a telephone number', async () => {
    expect(await settingsSent([], ['authenticator'], 'authenticator')).toEqual({
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    });
  });

  it('the factor that was on and is turned off', async () => {
    expect(await settingsSent(['SMS_MFA', 'EMAIL_OTP'], ['email'])).toEqual({
      SMSMfaSettings: off,
      EmailMfaSettings: use,
    });
    expect(await settingsSent(['SOFTWARE_TOKEN_MFA'], [])).toEqual({ SoftwareTokenMfaSettings: off });
  });

  it('nothing, and nothing is sent, where nothing is on or turned on', async () => {
    expect(await settingsSent([], [])).toBeNull();
  });
});
