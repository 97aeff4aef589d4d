/** A browser without a screen: cookies, redirects that are looked at, and forms that are filled in. */

export interface PageVisitor {
  visit(url: URL | string, init?: RequestInit): Promise<Response>;
  /** Fills in the form of a page and sends it, hidden fields as they are. */
  submit(page: Response, fields: Record<string, string>): Promise<Response>;
}

/** @param base what addresses without a host are of */
export function pageVisitor(base: string): PageVisitor {
  const cookies = new Map<string, string>();
  const visit: PageVisitor['visit'] = async (url, init = {}) => {
    const target = new URL(url, base);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    // Cookies are the local cloud's alone.
    const headers: HeadersInit = target.origin === base ? { cookie } : {};
    const response = await fetch(target, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  return {
    visit,
    async submit(page, fields) {
      const html = await page.text();
      const [, action] = /<form method="post" action="([^"]+)"/.exec(html) ?? [];
      const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
      const body = new URLSearchParams(hidden.map(([, name = '', value]) => [name, unescaped(value)]));
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return visit(unescaped(action), { method: 'POST', body });
    },
  };
}

const unescaped = (text = '') =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

export const location = (response: Response) => new URL(response.headers.get('location') ?? '');
