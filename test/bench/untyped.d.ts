/** The peers, as far as they are called: they are installed for the benchmark only, and the types are checked without. */
declare module '@aws-amplify/core/internals/aws-client-utils' {
  export function signRequest(
    request: { method: string; url: URL; headers: Record<string, string>; body?: string },
    options: {
      credentials: object;
      signingDate: Date;
      signingRegion: string;
      signingService: string;
    },
  ): { url: URL; headers: Record<string, string> };
}

declare module 'amplify-srp/getAuthenticationHelper.mjs' {
  export function getAuthenticationHelper(poolName: string): Promise<{
    A: { toString(radix: 16): string };
    getPasswordAuthenticationKey(input: {
      username: string;
      password: string;
      serverBValue: object;
      salt: object;
    }): Promise<Uint8Array>;
  }>;
}

declare module 'amplify-srp/BigInteger/BigInteger.mjs' {
  const BigInteger: new (text: string, radix: 16) => object;
  export default BigInteger;
}

declare module 'aws-amplify' {
  export const Amplify: { configure(settings: object): void };
}

declare module 'aws-amplify/auth' {
  export const confirmSignUp: unknown;
  export const confirmResetPassword: unknown;
  export const fetchAuthSession: unknown;
  export const resendSignUpCode: unknown;
  export const resetPassword: unknown;
  export const signIn: unknown;
  export const signOut: unknown;
  export const signUp: unknown;
}

declare module 'aws-amplify/api' {
  type Send = (input: { apiName: string; path: string; options?: object }) => {
    response: Promise<{ body: { text(): Promise<string> } }>;
  };
  export const get: Send;
  export const post: Send;
  export const put: Send;
  export const del: Send;
}

declare module '@aws-amplify/ui-react' {
  export const Authenticator: object;
}

declare module 'react' {
  export function createElement(component: object, ...rest: unknown[]): object;
}

declare module 'react-dom/client' {
  export function createRoot(element: Element): { render(what: object): void };
}
