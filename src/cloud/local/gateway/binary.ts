/** Which bodies are bytes and travel as base64: those of the media types that the API lists. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html */
import type { Api } from '../model.ts';
import { headerValues, type RawRequest } from '../sigv4/request.ts';

type Headers = Pick<RawRequest, 'rawHeaders'>;

/** Whether a function is given this body as base64. */
export const isBinaryRequest = (api: Api, request: Headers): boolean =>
  isBinary(api, headerValues(request, 'content-type')[0]);

/** Whether the caller asks first of all for a media type whose answers are decoded. */
export const wantsBinary = (api: Api, request: Headers): boolean =>
  isBinary(api, headerValues(request, 'accept')[0]?.split(',')[0]);

function isBinary({ binaryMediaTypes }: Api, mediaType = ''): boolean {
  const [bare = ''] = mediaType.split(';');
  return binaryMediaTypes.includes('*/*') || binaryMediaTypes.includes(bare.trim().toLowerCase());
}
