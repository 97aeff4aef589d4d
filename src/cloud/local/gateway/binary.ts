/**
 * Bodies of the media types that an API lists travel as base64.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
import type { Api } from '../model.ts';
import { headerValues, type RawRequest } from '../sigv4/request.ts';

type Headers = Pick<RawRequest, 'rawHeaders'>;

/** Whether a function gets this body as base64. */
export const isBinaryRequest = (api: Api, request: Headers): boolean =>
  isBinary(api, headerValues(request, 'content-type')[0]);

/** Whether the caller's first accepted media type is one whose answers are decoded. */
export const wantsBinary = (api: Api, request: Headers): boolean =>
  isBinary(api, headerValues(request, 'accept')[0]?.split(',')[0]);

function isBinary({ binaryMediaTypes }: Api, mediaType = ''): boolean {
  const [bare = ''] = mediaType.split(';');
  return binaryMediaTypes.includes('*/*') || binaryMediaTypes.includes(bare.trim().toLowerCase());
}
