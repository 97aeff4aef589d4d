import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createAccessLogs } from './access-logs.ts';
import { createAlarms } from './alarms.ts';
import { createApis } from './apis.ts';
import { createFunctions } from './functions.ts';
import { createIdentityPool } from './identity-pool.ts';
import type { StackOptions } from './options.ts';
import { createOutputs } from './outputs.ts';
import { createTables } from './tables.ts';
import { createTriggers } from './triggers.ts';
import { createUserPool } from './user-pool.ts';

/** All resources of Countersign in one AWS account and region. */
export class CountersignStack extends Stack {
  /** @param stackName on AWS; default: the id */
  constructor(scope: Construct, id: string, options: StackOptions, stackName = id) {
    super(scope, id, {
      stackName,
      description: 'Countersign: user pool, identity pool, task and project APIs',
    });
    const userPool = createUserPool(this, options);
    const tables = createTables(this);
    const functions = createFunctions(this, { tables, userPool: userPool.pool });
    const accessLogs = createAccessLogs(this, options);
    const apis = createApis(this, { ...userPool, functions, accessLogs });
    const triggers = createTriggers(this, { ...userPool, tables, apis });
    const identityPool = createIdentityPool(this, options, { ...userPool, apis });
    createAlarms(this, options, { ...userPool, apis, functions: { ...functions, ...triggers }, tables });
    createOutputs(this, options, { ...userPool, identityPool, apis });
  }
}
