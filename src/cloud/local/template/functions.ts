import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Synth } from '../../stack/synth.ts';
import type { LambdaFunction } from '../model.ts';
import { attributeOf, type StackAddress } from './identifiers.ts';
import type { Resources } from './resources.ts';
import { objectAt, stringAt, UnsupportedTemplate } from './template.ts';

/**
 * Default timeout of a function, in seconds. https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
 */
const defaultTimeout = 3;
/** Default memory, in megabytes. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const defaultMemory = 128;

/** Every function by its ARN, with the folder of the bundle that a deployment would upload. */
export function readFunctions(
  resources: Resources,
  address: StackAddress,
  synth: Synth,
): Map<string, LambdaFunction> {
  const functions = resources.all('AWS::Lambda::Function').map((resource): LambdaFunction => {
    const { logicalId, physicalId, properties } = resource;
    const runtime = stringAt(properties.Runtime, `${logicalId}.Runtime`);
    if (!runtime.startsWith('nodejs')) throw new UnsupportedTemplate(logicalId, `the runtime ${runtime}`);
    const code = objectAt(properties.Code, `${logicalId}.Code`);
    const variables = objectAt(properties.Environment ?? {}, `${logicalId}.Environment`).Variables ?? {};
    const environment = Object.entries(objectAt(variables, `${logicalId}.Environment`)).map(
      ([name, value]) => [name, stringAt(value, `${logicalId}.Environment.${name}`)] as const,
    );
    const { Timeout: timeout = defaultTimeout, MemorySize: memory = defaultMemory } = properties;
    if (typeof timeout !== 'number') throw new UnsupportedTemplate(logicalId, `the timeout ${timeout}`);
    if (typeof memory !== 'number') throw new UnsupportedTemplate(logicalId, `the memory size ${memory}`);
    const arn = attributeOf(resource, 'Arn', address, logicalId);
    return {
      arn,
      name: physicalId,
      roleArn: stringAt(properties.Role, `${logicalId}.Role`),
      handler: stringAt(properties.Handler, `${logicalId}.Handler`),
      codeDir: assetDir(synth, stringAt(code.S3Key, `${logicalId}.Code.S3Key`), logicalId),
      environment: Object.fromEntries(environment),
      timeoutSeconds: timeout,
      memoryMb: memory,
      permissions: readPermissions(resources, [arn, physicalId]),
    };
  });
  return new Map(functions.map((one) => [one.arn, one]));
}

/** @param names names of the function in a permission: its ARN and its name */
function readPermissions(resources: Resources, names: string[]): LambdaFunction['permissions'] {
  return resources
    .all('AWS::Lambda::Permission')
    .filter(({ properties }) => names.some((name) => name === properties.FunctionName))
    .map(({ logicalId, properties: { Principal, SourceArn } }) => ({
      principal: stringAt(Principal, `${logicalId}.Principal`),
      sourceArn: SourceArn === undefined ? null : stringAt(SourceArn, `${logicalId}.SourceArn`),
    }));
}

/** The folder of an object key, from the assembly's list of assets. */
function assetDir(synth: Synth, objectKey: string, logicalId: string): string {
  const list = synth.templateFile.replace(/\.template\.json$/, '.assets.json');
  const { files } = objectAt(JSON.parse(readFileSync(list, 'utf8')), list);
  const asset = objectAt(files, list)[objectKey.replace(/\.zip$/, '')];
  const source = objectAt(objectAt(asset, `${logicalId}.Code`).source, `${logicalId}.Code`);
  const dir = path.join(synth.dir, stringAt(source.path, `${logicalId}.Code`));
  if (!existsSync(dir)) throw new UnsupportedTemplate(logicalId, `a bundle that is not there: ${objectKey}`);
  return dir;
}
