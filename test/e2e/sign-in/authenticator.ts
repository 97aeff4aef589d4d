/** The other half of a second factor: what a person's own devices do. */
import { Secret, TOTP } from 'otpauth';
import type { Person } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import type { World } from '../../../src/dev/drive/world.ts';
import { controlOf, signIn, startCore } from '../../background/world/world.ts';

/** The code that an authenticator app shows now, or so many ms later; each is accepted once. */
export function authenticatorCode(secret: string, inMs = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + inMs });
}

/** The key that is shown to be typed into an authenticator app, once it is there. */
export function secretOnScreen(surface: Surface): Promise<string> {
  return until('the key to be shown', () =>
    surface.evaluate(() => document.querySelector('code')?.textContent?.replaceAll(' ', '') || undefined),
  );
}

/** Sets up text messages and an authenticator on another device, none of them preferred. @returns the authenticator's key */
export async function giveBothFactors({ cloud }: World, person: Person): Promise<string> {
  const device = await startCore(cloud);
  await signIn(device, person);
  const secret = await device.user.beginAuthenticator();
  await device.user.confirmAuthenticator(authenticatorCode(secret));
  await device.user.change({ phone_number: '+12065550123' });
  await device.user.verify('phone_number', await controlOf(cloud).codeFor('+12065550123'));
  await device.user.useFactors(['sms', 'authenticator'], null);
  await device.session.signOut();
  return secret;
}
