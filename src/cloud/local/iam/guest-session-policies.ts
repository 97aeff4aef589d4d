/**
 * The limits of a guest of the enhanced flow. AWS issues such credentials under two session policies. An action that
 * neither of them allows is refused, whatever the role allows.
 *
 * The first is the inline one of https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html (as reported;
 * it is here for its `execute-api:*`, without which no guest could read the projects), the second the managed one of
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonCognitoUnAuthedIdentitiesSessionPolicy.html
 */
import type { PolicyDocument } from '../model.ts';

const allow = (Action: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action, Resource: '*' },
});

const inBoth = [
  ...['comprehend:*', 'firehose:*', 'mobiletargeting:*', 'personalize:*', 'polly:*', 'rekognition:*'],
  ...['sagemaker:InvokeEndpoint', 'transcribe:*', 'translate:*'],
];

const inline = allow([
  ...inBoth,
  ...['appsync:*', 'cloudwatch:*', 'codewhisperer:*', 'cognito-identity:*', 'cognito-idp:*'],
  ...['cognito-sync:*', 'dynamodb:*', 'execute-api:*', 'gamelift:*', 'iot:*', 'kinesis:*', 'lambda:*'],
  ...[
    'lex:*',
    'logs:*',
    'machinelearning:*',
    'mobileanalytics:*',
    's3:*',
    'sdb:*',
    'ses:*',
    'sns:*',
    'sqs:*',
  ],
  ...['textract:AnalyzeDocument', 'textract:DetectDocumentText'],
]);

const managed = allow([
  ...inBoth,
  ...['geo:*DevicePosition*', 'geo:*Geofence', 'geo:*Geofences', 'geo:CalculateRoute*', 'geo:GetMap*'],
  ...['geo:GetPlace', 'geo:SearchPlaceIndex*', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
  ...['kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext'],
  ...['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo', 'rum:PutRumEvents'],
]);

/** At least one of them must allow an action. */
export const guestSessionPolicies: readonly PolicyDocument[] = [inline, managed];
