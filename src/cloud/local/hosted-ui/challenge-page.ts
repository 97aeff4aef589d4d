/** The pages after the password, one for each challenge, and the answers of their forms. */
import * as v from 'valibot';
import { escapeHtml } from '../../../domain/escape-html.ts';
import type { HttpAnswer } from '../server/http.ts';
import { challengeNames } from '../user-pool/sign-in/challenges/challenge.ts';
import { type Form, type FormText, field, formPage, hidden } from './pages.ts';

/** A challenge, and the secret of an authenticator that is being set up. */
const shown = v.object({
  ChallengeName: v.picklist(challengeNames),
  Session: v.string(),
  ChallengeParameters: v.record(v.string(), v.string()),
  secret: v.optional(v.string()),
});
export type Shown = v.InferOutput<typeof shown>;

/** The values that the last page carried; null for a form that is not of these pages. */
export function readShown(form: URLSearchParams): Shown | null {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shown), form.get('challenge'));
  return parsed.success ? parsed.output : null;
}

export function challengePage(challenge: Shown, form: Form): HttpAnswer {
  const text = textOf(challenge, form);
  const state = [hidden('challenge', JSON.stringify(challenge)), text.fields];
  return formPage({ ...text, fields: state.join('\n') }, form, form.error === null ? 200 : 400);
}

const code = (form: Form) =>
  field(form, {
    id: 'code',
    label: 'Code',
    type: 'text',
    autocomplete: 'one-time-code',
    extra: ' inputmode="numeric" pattern="[0-9]{6}" maxlength="6"',
    first: true,
  });

function textOf({ ChallengeName, ChallengeParameters: given, secret = '' }: Shown, form: Form): FormText {
  switch (ChallengeName) {
    case 'NEW_PASSWORD_REQUIRED':
      return {
        title: 'New password',
        note: '<p>Your password was temporary. Choose one of your own.</p>\n',
        fields: [
          field(form, {
            id: 'NEW_PASSWORD',
            label: 'New password',
            type: 'password',
            autocomplete: 'new-password',
            first: true,
          }),
          ...missingAttributes(given).map((id) =>
            field(form, { id, label: labelOf(id), type: 'text', autocomplete: 'on' }),
          ),
        ].join('\n'),
        button: 'Save and sign in',
      };
    case 'SMS_MFA': {
      const to = escapeHtml(given.CODE_DELIVERY_DESTINATION ?? '');
      return {
        title: 'Enter the code',
        note: `<p>A text message with a code is on its way to ${to}.</p>\n`,
        fields: code(form),
        button: 'Sign in',
      };
    }
    case 'SOFTWARE_TOKEN_MFA':
      return {
        title: 'Enter the code',
        note: '<p>Your authenticator app shows a code for this account.</p>\n',
        fields: code(form),
        button: 'Sign in',
      };
    case 'SELECT_MFA_TYPE':
      return {
        title: 'How do you want your code?',
        fields: `<button name="ANSWER" value="SOFTWARE_TOKEN_MFA">From my authenticator app</button>
<button name="ANSWER" value="SMS_MFA">By text message</button>`,
        button: null,
      };
    case 'MFA_SETUP':
      return {
        title: 'Set up an authenticator',
        note: '<p>Add an account to your authenticator app by hand, with this key. Then enter the code that it shows.</p>\n',
        fields: `<p class="secret"><span class="label">Key</span> <code>${escapeHtml(secret.replace(/(.{4})(?=.)/g, '$1 '))}</code></p>\n${code(form)}`,
        button: 'Sign in',
      };
  }
}

const names = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/** Parses the challenge's list, such as `["userAttributes.name"]`. */
function missingAttributes({ requiredAttributes }: Record<string, string>): string[] {
  const parsed = v.safeParse(names, requiredAttributes);
  return parsed.success ? parsed.output : [];
}

function labelOf(id: string): string {
  const words = id.replace('userAttributes.', '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
