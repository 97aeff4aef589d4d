/** Stands in for packages that amazon-cognito-identity-js imports and this extension never reaches. */
export default undefined;
