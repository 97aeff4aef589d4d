/** Packages without types of their own, as far as the tests use them. */
declare module 'aws4' {
  const aws4: {
    sign(
      request: {
        service: string;
        region: string;
        method: string;
        host: string;
        path: string;
        headers: Record<string, string>;
        body?: string;
        extraHeadersToIgnore?: Record<string, true>;
      },
      credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
    ): { headers: Record<string, string> };
  };
  export default aws4;
}

declare module '@aws-sdk/signature-v4-vectors/dist-cjs/suite.fixture.js' {
  import type { HttpRequest } from '@smithy/protocol-http';

  export const region: string;
  export const service: string;
  export const credentials: { accessKeyId: string; secretAccessKey: string };
  export const signingDate: Date;
  export const requests: { name: string; request: HttpRequest; authorization: string }[];
}
