/** The first page: username and password, or another provider. */
import { escapeHtml } from '../../../domain/escape-html.ts';
import type { HttpAnswer } from '../server/http.ts';
import type { UserPoolSettings } from '../user-pool/settings/settings.ts';
import { type Form, field, formPage } from './pages.ts';

export interface LoginForm extends Form {
  /** The username typed before. */
  username: string;
  /** The client's own request, for the links to providers. */
  query: string;
}

export function loginPage(
  { passwords, providers }: UserPoolSettings,
  form: LoginForm,
  status: number,
  cookies: string[] = [],
): HttpAnswer {
  const isAgain = form.error !== null;
  const fields = [
    field(form, {
      id: 'username',
      label: 'Username or e-mail address',
      type: 'text',
      autocomplete: 'username',
      value: form.username,
      extra: ' autocapitalize="none" spellcheck="false"',
      first: !isAgain,
    }),
    field(form, {
      id: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'current-password',
      first: isAgain,
    }),
  ];
  const links = providers.map(({ name }) => {
    const query = new URLSearchParams(form.query);
    query.set('identity_provider', name);
    const address = `/oauth2/authorize?${query}`;
    return `<a class="button" href="${escapeHtml(address)}">Sign in with ${escapeHtml(name)}</a>`;
  });
  const either = passwords && links.length > 0 ? '<p class="either">or</p>\n' : '';
  return formPage(
    {
      title: 'Sign in',
      fields: passwords ? fields.join('\n') : '',
      button: 'Sign in',
      after: either + links.join('\n'),
    },
    form,
    status,
    cookies,
  );
}
