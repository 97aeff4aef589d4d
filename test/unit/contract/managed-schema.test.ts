import { expect, it } from 'vitest';
import schema from '../../../public/managed-schema.json' with { type: 'json' };
import { configuration } from '../../../src/contract/configuration.ts';
import { passwordPolicy } from '../../../src/domain/password.ts';

const { properties } = schema.properties.configuration;

it('lets an administrator set by policy all that a configuration has', () => {
  expect(Object.keys(properties).sort()).toEqual(Object.keys(configuration.entries).sort());
  expect(Object.keys(properties.passwordPolicy.properties).sort()).toEqual(
    Object.keys(passwordPolicy.entries).sort(),
  );
});
