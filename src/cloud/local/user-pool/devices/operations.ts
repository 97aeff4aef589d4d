/** Operations on a user's own devices. */
import * as v from 'valibot';
import { type Operation, operation, text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { token } from '../members.ts';
import type { Pool } from '../pool.ts';
import { requireSignedIn } from '../tokens/signed-in.ts';
import type { Device } from './devices.ts';

const deviceKey = text(1, 55);

export function deviceOperations(pool: Pool): Map<string, Operation> {
  return new Map([
    ['ConfirmDevice', confirmDevice(pool)],
    ['ForgetDevice', forgetDevice(pool)],
    ['ListDevices', listDevices(pool)],
    ['UpdateDeviceStatus', updateStatus(pool)],
  ]);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmDevice.html */
const confirmDevice = (pool: Pool): Operation =>
  operation(
    v.object({
      AccessToken: token,
      DeviceKey: deviceKey,
      DeviceSecretVerifierConfig: v.nullish(
        v.object({ PasswordVerifier: v.nullish(text(0, 131_072)), Salt: v.nullish(text(0, 131_072)) }),
      ),
      DeviceName: v.nullish(text(1, 1024), ''),
    }),
    async (input) => {
      const { sub } = await requireSignedIn(pool, input.AccessToken);
      const found = pool.devices.get(sub, input.DeviceKey);
      if (!found) throw noSuchDevice();
      const { PasswordVerifier, Salt } = input.DeviceSecretVerifierConfig ?? {};
      if (!PasswordVerifier || !Salt) {
        throw new ServiceError('InvalidParameterException', 'Invalid device secret verifier config.');
      }
      const byUser = pool.settings.devices?.rememberedByUser ?? false;
      await pool.devices.save({ ...found, name: input.DeviceName, confirmed: true, remembered: !byUser });
      return { UserConfirmationNecessary: byUser };
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateDeviceStatus.html */
const updateStatus = (pool: Pool): Operation =>
  operation(
    v.object({
      AccessToken: token,
      DeviceKey: deviceKey,
      DeviceRememberedStatus: v.nullish(v.picklist(['remembered', 'not_remembered'])),
    }),
    async (input) => {
      const found = await ownDevice(pool, input);
      await pool.devices.save({ ...found, remembered: input.DeviceRememberedStatus === 'remembered' });
      return {};
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgetDevice.html */
const forgetDevice = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token, DeviceKey: deviceKey }), async (input) => {
    await pool.devices.forget(await ownDevice(pool, input));
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListDevices.html */
const listDevices = (pool: Pool): Operation =>
  operation(
    v.object({
      AccessToken: token,
      Limit: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)), 60),
      PaginationToken: v.nullish(text(1, 131_072)),
    }),
    async (input) => {
      const { sub } = await requireSignedIn(pool, input.AccessToken);
      const after = input.PaginationToken ?? '';
      const found = pool.devices
        .of(sub)
        .sort((one, other) => (one.key < other.key ? -1 : 1))
        .filter(({ key }) => key > after);
      const page = found.slice(0, input.Limit || 60);
      const last = page.at(-1);
      return {
        Devices: page.map(described),
        ...(last && found.length > page.length ? { PaginationToken: last.key } : {}),
      };
    },
  );

/** @throws ServiceError ResourceNotFoundException */
async function ownDevice(pool: Pool, input: { AccessToken: string; DeviceKey: string }): Promise<Device> {
  const { sub } = await requireSignedIn(pool, input.AccessToken);
  const found = pool.devices.find(sub, input.DeviceKey);
  if (!found) throw noSuchDevice();
  return found;
}

const noSuchDevice = () => new ServiceError('ResourceNotFoundException', 'Device does not exist.');

const described = (one: Device) => ({
  DeviceKey: one.key,
  DeviceAttributes: [
    { Name: 'device_status', Value: 'valid' },
    { Name: 'device_name', Value: one.name },
    { Name: 'dev:device_remembered_status', Value: one.remembered ? 'remembered' : 'not_remembered' },
  ],
  DeviceCreateDate: one.createdAt / 1000,
  DeviceLastModifiedDate: one.modifiedAt / 1000,
  DeviceLastAuthenticatedDate: one.authenticatedAt / 1000,
});
