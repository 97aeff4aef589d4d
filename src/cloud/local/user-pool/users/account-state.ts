import { ServiceError } from '../../server/service-error.ts';

/** A disabled user can do nothing. Cognito says so where it does not hide who exists. */
export const disabled = () => new ServiceError('NotAuthorizedException', 'User is disabled.');
