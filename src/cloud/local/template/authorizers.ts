import type { TokenAuthorizer } from '../model.ts';
import { byRef, type ResolvedResource } from './resources.ts';
import { listAt, stringAt, UnsupportedTemplate } from './template.ts';

/** The authorizer of a method. @param id its `AuthorizerId` */
export function readAuthorizer(authorizers: ResolvedResource[], id: unknown, where: string): TokenAuthorizer {
  const { logicalId, properties } = byRef(authorizers, id, where);
  const source = stringAt(properties.IdentitySource, `${logicalId}.IdentitySource`);
  const header = /^method\.request\.header\.([\w-]+)$/.exec(source)?.[1];
  if (!header) throw new UnsupportedTemplate(`${logicalId}.IdentitySource`, `the identity source ${source}`);
  const arns = listAt(properties.ProviderARNs, `${logicalId}.ProviderARNs`);
  if (arns.length === 0) throw new UnsupportedTemplate(logicalId, 'an authorizer without a user pool');
  return {
    userPoolArns: arns.map((arn) => stringAt(arn, `${logicalId}.ProviderARNs`)),
    header: header.toLowerCase(),
    audience: readAudience(properties.IdentityValidationExpression, logicalId),
  };
}

function readAudience(expression: unknown, logicalId: string): RegExp | null {
  if (expression === undefined) return null;
  const source = stringAt(expression, `${logicalId}.IdentityValidationExpression`);
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    throw new UnsupportedTemplate(`${logicalId}.IdentityValidationExpression`, `the expression ${source}`);
  }
}
